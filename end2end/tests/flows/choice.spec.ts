import { CARDS, Customer } from "../../shop/customer.ts";
import { checkoutSessions, keptCharges, paymentIntents } from "../../shop/sandbox.ts";
import { StripePage } from "../../shop/stripe-page.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ settings: { TILL_PAYMENT_FLOWS: "manual,element,token,hosted" }, ownShop: true });

test("the ways to pay are offered in the owner's order, the first one chosen", { tag: "@phone" }, async ({ page, customer }) => {
  await customer.goToCheckout();
  const ways = page.getByRole("radiogroup", { name: "Payment" });
  await expect(ways.locator("label")).toHaveText([
    "Card",
    "Card and more",
    "Card, the older way",
    "On Stripe's page",
  ]);
  await expect(ways.getByRole("radio", { name: "Card", exact: true })).toBeChecked();
});

test("the choice is remembered over a reload", async ({ page, customer }) => {
  await customer.goToCheckout();
  await customer.payBy("Card and more");
  await expect(customer.paymentFrame.getByPlaceholder("CVC")).toBeVisible();
  await page.reload();
  await customer.awake();
  await expect(page.getByRole("radio", { name: "Card and more" })).toBeChecked();
  await expect(customer.paymentFrame.getByPlaceholder("CVC")).toBeVisible();
});

test("each way to pay can be changed for another until one of them has paid", async ({ page, customer, complaints, till }) => {
  // Chromium reports any answer over 399 to its console; this is Stripe's of the declined card.
  complaints.allow(/402.*\/v1\/payment_intents\/\w+\/confirm\)/);
  test.slow();
  await customer.goToCheckout();
  await customer.fillAddress();
  await customer.typeCard(CARDS.declined);
  await customer.payButton.click();
  await expect(customer.failure).toContainText("Your bank declined the card");

  await customer.payBy("Card and more");
  await customer.typeCard(CARDS.declined, customer.paymentFrame);
  await customer.payButton.click();
  await expect(customer.failure).toContainText("Your bank declined the card");

  await customer.payBy("Card, the older way");
  await customer.typeCard(CARDS.declined);
  await customer.payButton.click();
  await expect(customer.failure).toContainText("Your bank declined the card");

  await customer.payBy("On Stripe's page");
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await stripe.goBack();
  await page.waitForURL("**/checkout");
  await customer.awake();

  await customer.payBy("Card");
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
  expect(await checkoutSessions(till)).toMatchObject([{ status: "expired" }]);
  const open = (await paymentIntents(till)).filter(
    (intent) => !["succeeded", "canceled"].includes(intent.status),
  );
  expect(open).toEqual([]);
});

test("the same order paid from two tabs in two ways is charged once", async ({ context, customer, complaints, till }) => {
  // The shop may close the intent of one tab for the other's before the browser confirms it.
  complaints.allow(/400.*\/v1\/payment_intents\/\w+\/confirm\)/);
  await customer.goToCheckout();
  const other = new Customer(await context.newPage());
  await other.open("/checkout");
  await other.payBy("Card and more");
  for (const tab of [customer, other]) {
    await tab.fillAddress();
  }
  await customer.typeCard(CARDS.succeeds);
  await other.typeCard(CARDS.succeeds, other.paymentFrame);
  await Promise.all([customer.payButton.click(), other.payButton.click()]);
  await expect.poll(() => keptCharges(till)).toHaveLength(1);
  // Time for a second charge, should there be one on its way.
  await customer.page.waitForTimeout(3_000);
  expect(await keptCharges(till)).toHaveLength(1);
});
