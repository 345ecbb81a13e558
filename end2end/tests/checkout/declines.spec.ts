import { CARDS } from "../../shop/customer.ts";
import { charges, paymentIntents } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

test.describe("a shop with one customer", () => {
  test.use({ ownShop: true });

  test("after a declined card another one pays the same order", { tag: "@phone" }, async ({ page, customer, till }) => {
    await customer.goToCheckout();
    await customer.fillAddress();
    await customer.typeCard(CARDS.declined);
    await customer.payButton.click();
    await expect(customer.failure).toContainText("Your bank declined the card");
    await expect(page).toHaveURL(/\/checkout$/);
    await expect(page.getByLabel("Full name")).toHaveValue("Ada Byrne");

    await customer.typeCard(CARDS.succeeds);
    await customer.payButton.click();
    await customer.seesPaidOrder();
    const succeeded = (await charges(till)).filter((charge) => charge.status === "succeeded");
    expect(succeeded).toHaveLength(1);
  });

  test("a card number that cannot be one is not sent", async ({ page, customer, till }) => {
    await customer.goToCheckout();
    await customer.fillAddress();
    await customer.typeCard("4242424242424241");
    await customer.payButton.click();
    await expect(page.getByText("Your card number is invalid.")).toBeVisible();
    await expect(page).toHaveURL(/\/checkout$/);
    expect(await paymentIntents(till)).toEqual([]);
  });
});

test("each decline has its own words", async ({ customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
  await customer.typeCard(CARDS.insufficientFunds);
  await customer.payButton.click();
  await expect(customer.failure).toContainText("not enough money on this card");
});

test("what the server finds wrong is told beside the field, and nothing typed is lost", async ({ page, customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress({ Email: "ada at example", "Postal code": "123", Town: "" });
  await page.getByLabel("Phone (optional)").fill("+353 28 37000");
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();

  const email = page.getByLabel("Email", { exact: true });
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAccessibleDescription(/does not look like an email address/);
  await expect(email).toBeFocused();
  await expect(page.getByLabel("Postal code")).toHaveAccessibleDescription(/should look like/);
  await expect(page.getByLabel("Town")).toHaveAccessibleDescription("Enter the town.");
  await expect(page.getByLabel("Full name")).toHaveValue("Ada Byrne");
  await expect(page.getByLabel("Phone (optional)")).toHaveValue("+353 28 37000");
  await expect(customer.cardNumber).toHaveValue("4242 4242 4242 4242");

  await customer.fillAddress();
  await customer.payButton.click();
  await customer.seesPaidOrder();
});

test("what was typed survives a reload", async ({ page, customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
  await page.reload();
  await customer.awake();
  await expect(page.getByLabel("Full name")).toHaveValue("Ada Byrne");
  await expect(page.getByLabel("Country")).toHaveValue("IE");
});
