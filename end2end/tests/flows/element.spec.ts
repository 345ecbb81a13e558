import type { Page } from "@playwright/test";

import { CARDS, type Customer } from "../../shop/customer.ts";
import { keptCharges, paymentIntents } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ settings: { TILL_PAYMENT_FLOWS: "element" }, ownShop: true });

/** Chromium reports any answer over 399 to its console; this is Stripe's of a declined card. */
const DECLINE = /402.*\/v1\/payment_intents\/\w+\/confirm\)/;

/** Presses Pay, and lets the order be placed and its intent be made, and then nothing more, as when a tab dies. */
async function breakOffAfterBeginning(page: Page, customer: Customer): Promise<void> {
  await page.route("**/v1/payment_intents/*/confirm", (route) => route.abort());
  await page.route("**/api/checkout/resume", (route) => route.abort());
  const brokenOff = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/confirm"));
  await customer.payButton.click();
  await brokenOff;
  await page.unrouteAll({ behavior: "wait" });
}

test.beforeEach(async ({ customer }) => {
  await customer.goToCheckout("stoneware-mug", customer.paymentFrame);
  await customer.fillAddress();
});

test("the Payment Element pays an order", { tag: "@phone" }, async ({ page, customer, till }) => {
  await expect(page.getByRole("radiogroup", { name: "Payment" })).toHaveCount(0);
  await page.getByRole("radio", { name: /^Express/ }).check();
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await expect(customer.fact("Paid with")).toHaveText("Visa ending in 4242");
  expect(page.url()).not.toContain("?");
  expect(await keptCharges(till)).toHaveLength(1);
});

test("after a declined card another one pays the same order", async ({ customer, complaints, till }) => {
  complaints.allow(DECLINE);
  await customer.typeCard(CARDS.insufficientFunds, customer.paymentFrame);
  await customer.payButton.click();
  await expect(customer.failure).toContainText("not enough money on this card");

  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
  expect(await paymentIntents(till)).toHaveLength(1);
});

test("a card that is not complete is not sent", async ({ page, customer, till }) => {
  await customer.paymentFrame.getByPlaceholder("MM / YY").fill("12 / 40");
  await customer.payButton.click();
  await expect(page.locator("#pay-failure")).toContainText("Complete your card details");
  expect(await paymentIntents(till)).toEqual([]);
});

test("confirming at the bank pays the order", { tag: "@phone" }, async ({ customer, till }) => {
  await customer.typeCard(CARDS.asksTheBank, customer.paymentFrame);
  await customer.payButton.click();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("after a failed confirmation the customer can try again", async ({ customer, till }) => {
  await customer.typeCard(CARDS.asksTheBank, customer.paymentFrame);
  await customer.payButton.click();
  await customer.answerTheBank("Fail");
  await expect(customer.failure).toContainText("could not confirm that it is you");
  expect(await keptCharges(till)).toEqual([]);

  await customer.payButton.click();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("after a reload while the bank asks, the customer goes on with the same payment", async ({ page, customer, till }) => {
  await customer.typeCard(CARDS.asksTheBank, customer.paymentFrame);
  await customer.payButton.click();
  await expect(customer.bank.getByRole("button", { name: "Complete" })).toBeVisible();
  // The shop hears of it by a webhook, or asks.
  await expect(async () => {
    await page.reload();
    await customer.awake();
    await expect(page.getByText("Your bank is waiting for you")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(customer.paymentFrame.getByPlaceholder("CVC")).toBeVisible();
  await page.getByRole("button", { name: "Continue with the confirmation" }).click();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect(await paymentIntents(till)).toHaveLength(1);
});

test("a payment that was begun before a reload is the one that is confirmed", async ({ page, customer, complaints, till }) => {
  complaints.allow(/ERR_FAILED/);
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await breakOffAfterBeginning(page, customer);
  expect(await paymentIntents(till)).toHaveLength(1);

  const asked = page.waitForResponse("**/api/checkout/resume");
  await page.reload();
  await asked;
  await customer.awake();
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  expect(await paymentIntents(till)).toMatchObject([{ status: "succeeded" }]);
});

test("a payment that was begun gives way when the total becomes another one", async ({ page, customer, complaints, till }) => {
  complaints.allow(/ERR_FAILED/);
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await breakOffAfterBeginning(page, customer);
  expect(await paymentIntents(till)).toHaveLength(1);

  const asked = page.waitForResponse("**/api/checkout/resume");
  await page.reload();
  await asked;
  await customer.awake();
  await expect(customer.paymentFrame.getByPlaceholder("CVC")).toBeVisible();
  await page.getByRole("radio", { name: /^Express/ }).check();
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  const statuses = (await paymentIntents(till)).map((intent) => intent.status);
  expect(statuses.sort()).toEqual(["canceled", "succeeded"]);
});

test("the customer who closes the tab right after paying has bought", async ({ page, context, customer, till }) => {
  await page.route("**/api/checkout/resume", () => {
    // Never answered: the tab is closed before.
  });
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await customer.payButton.click();
  await expect.poll(() => keptCharges(till)).toHaveLength(1);
  await page.close();

  const later = await context.newPage();
  await expect(async () => {
    await later.goto("/cart");
    await expect(later.getByText("Nothing in here yet.")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await later.goto("/checkout");
  await expect(later.getByRole("heading", { level: 1, name: "There is nothing to pay for yet" })).toBeVisible();
});

test("the way back from a bank leaves no secret in the address", async ({ page, context, customer }) => {
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  const order = page.url();
  const back = await context.newPage();
  await back.goto(
    `${order}?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded`,
  );
  expect(back.url()).toBe(order);
  expect(await back.evaluate(() => [document.referrer, history.length])).toEqual(["", 2]);
});
