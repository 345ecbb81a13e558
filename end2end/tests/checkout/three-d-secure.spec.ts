import { CARDS } from "../../shop/customer.ts";
import { charges, paymentIntents } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ ownShop: true });

test.beforeEach(async ({ customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
  await customer.typeCard(CARDS.asksTheBank);
  await customer.payButton.click();
  await expect(customer.bank.getByRole("button", { name: "Complete" })).toBeVisible();
});

test("confirming at the bank pays the order", { tag: "@phone" }, async ({ page, customer, till }) => {
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  await expect(page.getByText("The payment waits for you to confirm it")).toBeVisible();
  expect(await charges(till)).toMatchObject([{ status: "succeeded" }]);
});

test("after a failed confirmation the customer can try again", { tag: "@phone" }, async ({ customer, till }) => {
  await customer.answerTheBank("Fail");
  await expect(customer.failure).toContainText("could not confirm that it is you");
  expect((await charges(till)).filter((charge) => charge.status === "succeeded")).toEqual([]);

  await customer.payButton.click();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect((await charges(till)).filter((charge) => charge.status === "succeeded")).toHaveLength(1);
});

test("after a reload in the middle the customer goes on with the same payment", async ({ page, customer, till }) => {
  await page.reload();
  await customer.awake();
  await expect(page.getByText("Your bank is waiting for you")).toBeVisible();
  await page.getByRole("button", { name: "Continue with the confirmation" }).click();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect(await charges(till)).toMatchObject([{ status: "succeeded" }]);
  expect(await paymentIntents(till)).toHaveLength(1);
});

test("after a reload in the middle another card can be used instead", async ({ page, customer, till }) => {
  await page.reload();
  await customer.awake();
  await page.getByRole("button", { name: "Use another card" }).click();
  await expect(page.getByText("The payment was cancelled")).toBeVisible();
  await customer.fillAddress();
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  expect((await charges(till)).filter((charge) => charge.status === "succeeded")).toHaveLength(1);
});

test("closing the bank's window keeps the cart and says how to go on", async ({ page, customer }) => {
  await page.keyboard.press("Escape");
  await expect(customer.failure).toContainText("could not confirm that it is you");
  await expect(customer.payButton).toBeEnabled();
  await customer.open("/cart");
  await expect(page.getByRole("main").getByRole("link", { name: "Stoneware mug" })).toBeVisible();
});

test("a restart of the shop in the middle loses nothing", async ({ page, customer, till }) => {
  await till.restart();
  await page.reload();
  await customer.awake();
  await page.getByRole("button", { name: "Continue with the confirmation" }).click();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect(await charges(till)).toMatchObject([{ status: "succeeded" }]);
});
