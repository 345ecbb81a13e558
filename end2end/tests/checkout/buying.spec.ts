import { CARDS, COUNTRY, Customer } from "../../shop/customer.ts";
import { charges, paymentIntents } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

test.describe("a shop with one customer", () => {
  test.use({ ownShop: true });

  test("buying with a card ends in one paid order", { tag: "@phone" }, async ({ page, customer, till }) => {
    await customer.goToCheckout();
    await customer.fillAddress();
    await page.getByRole("radio", { name: /^Express/ }).check();
    const label = (await customer.payButton.textContent()) ?? "";
    const total = label.replace(/^\s*Pay\s*/, "").trim();
    await customer.typeCard(CARDS.succeeds);
    await customer.payButton.click();
    await customer.seesPaidOrder();

    await expect(page.locator(".sums .total")).toContainText(total);
    await expect(customer.fact("Paid with")).toHaveText("Visa ending in 4242");
    await expect(customer.fact("Goes to")).toContainText("12 Harbour Road");
    await expect(customer.fact("Goes to")).toContainText(COUNTRY);
    await expect(page.getByRole("list").getByText(`${total} paid`)).toBeVisible();

    await page.reload();
    await customer.seesPaidOrder();
    await customer.open("/cart");
    await expect(page.getByText("Nothing in here yet.")).toBeVisible();

    const minor = Math.round(Number(total.replace(/[^\d.]/g, "")) * 100);
    expect(await charges(till)).toMatchObject([{ amount: minor, status: "succeeded", refunded: false }]);
  });

  test("pressing Pay twice charges once", async ({ customer, till }) => {
    await customer.goToCheckout();
    await customer.fillAddress();
    await customer.typeCard(CARDS.succeeds);
    await customer.payButton.dblclick();
    await customer.seesPaidOrder();
    expect(await charges(till)).toHaveLength(1);
    expect(await paymentIntents(till)).toHaveLength(1);
  });

  test("paying in two tabs charges once", async ({ context, customer, till }) => {
    await customer.goToCheckout();
    const other = new Customer(
      await context.newPage(),
    );
    await other.open("/checkout");
    for (const tab of [customer, other]) {
      await tab.fillAddress();
      await tab.typeCard(CARDS.succeeds);
    }
    await Promise.all([customer.payButton.click(), other.payButton.click()]);
    await expect(async () => {
      const paid = (await charges(till)).filter((charge) => charge.status === "succeeded");
      expect(paid).toHaveLength(1);
    }).toPass();
    const winner = await Promise.race([
      customer.page.waitForURL("**/orders/*").then(() => customer),
      other.page.waitForURL("**/orders/*").then(() => other),
    ]);
    await winner.seesPaidOrder();
    // Time for a second charge, should there be one on its way.
    await winner.page.waitForTimeout(2_000);
    expect((await charges(till)).filter((charge) => !charge.refunded)).toHaveLength(1);
  });

  test("what was bought is gone from the stock", async ({ page, customer }) => {
    await customer.add("moon-jar", { quantity: 2 });
    await customer.open("/checkout");
    await customer.fillAddress();
    await customer.typeCard(CARDS.succeeds);
    await customer.payButton.click();
    await customer.seesPaidOrder();
    await customer.open("/p/moon-jar");
    await expect(page.getByRole("button", { name: "Add to cart" })).toBeDisabled();
  });
});

test("the Payment Element takes a card too", { tag: "@phone" }, async ({ page, customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
  await page.getByRole("radio", { name: "Card and more" }).check();
  await expect(customer.cardNumber).toHaveCount(0);
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await customer.payButton.click();
  await customer.seesPaidOrder();
});

test("a whole purchase needs the keyboard only", async ({ page, customer }) => {
  const press = (key: string) => page.keyboard.press(key);
  const tabTo = async (reached: () => Promise<boolean>, what: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await press("Tab");
      if (await reached()) {
        return;
      }
    }
    throw new Error(`the keyboard does not lead to ${what}`);
  };
  const isFocused = (locator: typeof customer.payButton) => () =>
    locator.evaluate((element) => element === element.ownerDocument.activeElement);

  await customer.open("/p/kelp-soap");
  const add = page.getByRole("button", { name: "Add to cart" });
  await tabTo(isFocused(add), "the button that adds to the cart");
  await press("Enter");
  await expect(customer.drawer).toBeVisible();
  const toCheckout = customer.drawer.getByRole("link", { name: "Go to checkout" });
  await tabTo(isFocused(toCheckout), "the checkout");
  await press("Enter");
  await page.waitForURL("**/checkout");
  await expect(customer.cardNumber).toBeVisible();

  const fields = [
    ["Email", "ada@example.org"],
    ["Full name", "Ada Byrne"],
    ["Address", "12 Harbour Road"],
    ["Postal code", "P81 X2Y4"],
    ["Town", "Ballydehob"],
    ["Country", COUNTRY],
  ] as const;
  for (const [label, text] of fields) {
    await tabTo(isFocused(page.getByLabel(label, { exact: true })), label);
    await page.keyboard.type(text);
  }
  await expect(page.getByLabel("Country", { exact: true })).toHaveValue("IE");
  await tabTo(isFocused(customer.cardNumber), "the card's number");
  // The fields of the card pass the focus on when they are full.
  await page.keyboard.type(`${CARDS.asksTheBank}1240123`);
  await tabTo(isFocused(customer.payButton), "the button that pays");
  await press("Enter");
  await expect(customer.bank.getByRole("button", { name: "Complete" })).toBeFocused();
  await press("Enter");
  await customer.seesPaidOrder();
});
