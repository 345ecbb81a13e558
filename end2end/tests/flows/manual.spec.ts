import { CARDS } from "../../shop/customer.ts";
import { keptCharges, paymentIntents, slowDown } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

// What the manual flow does with declines and the bank's window is told in ../checkout.
test.use({ settings: { TILL_PAYMENT_FLOWS: "manual" }, ownShop: true });

test.beforeEach(async ({ customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
});

test("the customer who closes the tab right after paying has bought", async ({ page, context, customer, till }) => {
  await customer.typeCard(CARDS.succeeds);
  const sent = page.waitForRequest("**/api/checkout/pay");
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

test("the back button leads from the paid order to no second payment", async ({ page, customer, till }) => {
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await page.goBack();
  expect(new URL(page.url()).pathname).toBe("/p/stoneware-mug");
  await customer.open("/checkout");
  await expect(page.getByText("There is nothing to pay for yet")).toBeVisible();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("an order whose payment nobody knows yet says so, and resolves by itself", { tag: "@phone" }, async ({ page, context, customer, till }) => {
  await slowDown(till, "/v1/payment_intents/*/confirm", 8_000);
  await customer.typeCard(CARDS.succeeds);
  const placed = page.waitForResponse("**/api/checkout/place");
  await customer.payButton.click();
  const { Placed } = (await (await placed).json()) as { Placed: { token: string } };
  // From here on the shop is at the payment.
  await expect.poll(() => paymentIntents(till)).toHaveLength(1);
  const order = await context.newPage();
  await order.goto(`/orders/${Placed.token}`);
  await expect(order.getByRole("heading", { level: 1 })).toHaveText("We are checking your payment");
  await expect(order.getByRole("link", { name: "Go to the checkout" })).toHaveCount(0);
  await expect(order.getByRole("heading", { level: 1 })).toHaveText("Thank you", { timeout: 20_000 });
  expect(await keptCharges(till)).toHaveLength(1);
});
