import { CARDS } from "../../shop/customer.ts";
import { charges, keptCharges, paymentIntents } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

test.describe("a shop that charges tokens", () => {
  test.use({ settings: { TILL_PAYMENT_FLOWS: "token" }, ownShop: true });

  test.beforeEach(async ({ customer }) => {
    await customer.goToCheckout();
    await customer.fillAddress();
  });

  test("a token pays the order without an intent", { tag: "@phone" }, async ({ customer, till }) => {
    await customer.typeCard(CARDS.succeeds);
    await customer.payButton.dblclick();
    await customer.seesPaidOrder();
    await expect(customer.fact("Paid with")).toHaveText("Visa ending in 4242");
    expect(await keptCharges(till)).toHaveLength(1);
    expect(await paymentIntents(till)).toEqual([]);
  });

  test("after a declined card another one pays the same order", async ({ customer, till }) => {
    await customer.typeCard(CARDS.declined);
    await customer.payButton.click();
    await expect(customer.failure).toContainText("Your bank declined the card");
    await customer.typeCard(CARDS.succeeds);
    await customer.payButton.click();
    await customer.seesPaidOrder();
    expect(await charges(till)).toHaveLength(2);
    expect(await keptCharges(till)).toHaveLength(1);
  });

  test("a card whose bank wants to be asked is declined, for a charge cannot ask", async ({ customer, till }) => {
    await customer.typeCard(CARDS.asksTheBank);
    await customer.payButton.click();
    await expect(customer.failure).toContainText("nothing was charged");
    expect(await keptCharges(till)).toEqual([]);
  });

  test("the customer who closes the tab right after paying has bought", async ({ page, context, customer, till }) => {
    await customer.typeCard(CARDS.succeeds);
    const sent = page.waitForRequest("**/api/checkout/pay-with-token");
    await customer.payButton.click();
    await sent;
    await page.close();
    await expect.poll(() => keptCharges(till)).toHaveLength(1);
    const later = await context.newPage();
    await expect(async () => {
      await later.goto("/cart");
      await expect(later.getByText("Nothing in here yet.")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
  });
});

test.describe("a shop that sends tokens as payment methods", () => {
  test.use({
    settings: { TILL_PAYMENT_FLOWS: "token", TILL_TOKEN_AS: "payment_method" },
    ownShop: true,
  });

  test("the bank can be asked", async ({ customer, till }) => {
    await customer.goToCheckout();
    await customer.fillAddress();
    await customer.typeCard(CARDS.asksTheBank);
    await customer.payButton.click();
    await customer.answerTheBank("Complete");
    await customer.seesPaidOrder();
    expect(await keptCharges(till)).toHaveLength(1);
  });
});
