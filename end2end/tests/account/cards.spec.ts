import { CARDS } from "../../shop/customer.ts";
import { register } from "../../shop/registering.ts";
import { addCard, goToSavedCard, saveCard, savedCards, securityCode } from "../../shop/saved-cards.ts";
import { charges, customers, keptCharges, letCardEnd } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

const DECLINED_LATER = "4000000000000341";
const WRONG_CODE = "4000000000000101";
const ASKS_ALWAYS = "4000002760003184";

test.use({ ownShop: true });

test.beforeEach(async ({ customer, till }) => {
  await register(customer, till);
});

test("a card is saved, and the same card again is still one", { tag: "@phone" }, async ({ customer }) => {
  await saveCard(customer, CARDS.succeeds);
  await saveCard(customer, CARDS.succeeds);
  await expect(savedCards(customer)).toHaveCount(1);
  await expect(savedCards(customer)).toContainText("Visa ending in 4242");
  await expect(savedCards(customer)).toContainText("Expires 12/40");
});

test("a card that asks the bank is saved once its owner has confirmed", { tag: "@phone" }, async ({ customer }) => {
  await addCard(customer, ASKS_ALWAYS);
  await customer.answerTheBank("Fail");
  await expect(customer.failure).toContainText("could not confirm that it is you");
  await customer.page.getByRole("button", { name: "Save card" }).click();
  await customer.answerTheBank("Complete");
  await expect(savedCards(customer)).toContainText("ending in 3184");
});

test("a card that cannot be saved says why, and another can be typed", async ({ page, customer }) => {
  await addCard(customer, CARDS.declined);
  await expect(customer.failure).toContainText("does not allow this card to be saved");
  await customer.typeCard("4000000000000127");
  await customer.page.getByRole("button", { name: "Save card" }).click();
  await expect(customer.failure).toContainText("security code (CVC) is not right");
  await customer.typeCard("4000000000000069");
  await customer.page.getByRole("button", { name: "Save card" }).click();
  await expect(customer.failure).toContainText("has expired");
  await customer.typeCard(CARDS.insufficientFunds);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(customer.failure).toContainText("not enough money");
  await customer.typeCard(CARDS.succeeds);
  await customer.page.getByRole("button", { name: "Save card" }).click();
  await expect(savedCards(customer)).toHaveCount(1);
});

test("the customer chooses the default and removes a card", async ({ page, customer }) => {
  await saveCard(customer, CARDS.succeeds);
  await saveCard(customer, "5555555555554444");
  await page.getByRole("button", { name: "Make Mastercard ending in 4444 the default" }).click();
  await expect(page.getByText("That card is now your default.")).toBeVisible();
  await expect(savedCards(customer).first()).toContainText("4444");
  await expect(savedCards(customer).first()).toContainText("Default");
  await page.getByRole("button", { name: "Remove Visa ending in 4242" }).click();
  await expect(page.getByText("The card is removed.")).toBeVisible();
  await expect(savedCards(customer)).toHaveCount(1);
  await customer.goToWaysToPay();
  await expect(page.getByRole("radio", { name: /ending in 4444/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /ending in 4242/ })).toHaveCount(0);
});

test("a saved card pays with its security code", { tag: "@phone" }, async ({ customer, till }) => {
  await saveCard(customer, CARDS.succeeds);
  await goToSavedCard(customer);
  await customer.fillAddress();
  await securityCode(customer).fill("123");
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await expect(customer.fact("Paid with")).toContainText("4242");
  expect(await keptCharges(till)).toHaveLength(1);
  expect(await customers(till)).toHaveLength(1);
});

test("a saved card does not pay without its security code", async ({ page, customer, till }) => {
  await saveCard(customer, CARDS.succeeds);
  await goToSavedCard(customer);
  await customer.fillAddress();
  await customer.payButton.click();
  await expect(page.getByText("Your card's security code is incomplete.")).toBeVisible();
  await expect(page).toHaveURL(/\/checkout$/);
  expect(await charges(till)).toEqual([]);
});

test("after a wrong security code it is asked for again, and another card pays", async ({ page, customer, till }) => {
  await saveCard(customer, CARDS.succeeds);
  await saveCard(customer, WRONG_CODE);
  await goToSavedCard(customer);
  await customer.fillAddress();
  await page.getByRole("radio", { name: /ending in 0101/ }).check();
  await securityCode(customer).fill("999");
  await customer.payButton.click();
  await expect(customer.failure).toContainText("security code (CVC) is not right");
  await expect(securityCode(customer)).toHaveValue("");
  expect(await keptCharges(till)).toEqual([]);

  await page.getByRole("radio", { name: /ending in 4242/ }).check();
  await securityCode(customer).fill("123");
  await customer.payButton.click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("a card that was saved and is declined later loses nothing", async ({ page, customer, till }) => {
  await saveCard(customer, DECLINED_LATER);
  await goToSavedCard(customer);
  await customer.fillAddress();
  await securityCode(customer).fill("123");
  await customer.payButton.click();
  await expect(customer.failure).toContainText("Your bank declined the card");
  await expect(page.getByLabel("Full name")).toHaveValue("Ada Byrne");
  await expect(securityCode(customer)).toHaveValue("");

  await customer.payBy("Another card");
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("a saved card that asks the bank pays once its owner has confirmed", async ({ customer, till }) => {
  await saveCard(customer, CARDS.succeeds);
  await addCard(customer, ASKS_ALWAYS);
  await customer.answerTheBank("Complete");
  await expect(savedCards(customer)).toHaveCount(2);
  await goToSavedCard(customer);
  await customer.fillAddress();
  await customer.page.getByRole("radio", { name: /ending in 3184/ }).check();
  await securityCode(customer).fill("123");
  await customer.payButton.click();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("a saved card that has expired says so before it fails", async ({ page, customer, till }) => {
  await saveCard(customer, CARDS.succeeds);
  await saveCard(customer, "5555555555554444");
  await letCardEnd(till, "4444");
  // A change of the list has the shop ask for it anew.
  await page.getByRole("button", { name: "Make Visa ending in 4242 the default" }).click();
  await expect(savedCards(customer).last()).toContainText("Mastercard ending in 4444");
  await expect(savedCards(customer).last()).toContainText("Expired 10/20");
  await goToSavedCard(customer);
  const expired = page.getByRole("radio", { name: /ending in 4444 Expired 10\/20/ });
  await expect(expired).toBeDisabled();
  await expect(page.getByRole("radio", { name: /ending in 4242/ })).toBeChecked();
});

test("a card is kept for next time if the customer says so while paying", async ({ page, customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
  await customer.typeCard(CARDS.succeeds);
  await page.getByRole("checkbox", { name: /Save this card for next time/ }).check();
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await page.goto("/account/cards");
  await expect(savedCards(customer)).toContainText("ending in 4242");

  await goToSavedCard(customer);
  await customer.fillAddress();
  await securityCode(customer).fill("123");
  await customer.payButton.click();
  await customer.seesPaidOrder();
});

test("a card that is typed into the Payment Element is kept, too", async ({ page, customer }) => {
  await customer.goToWaysToPay();
  await customer.fillAddress();
  await customer.payBy("Card and more");
  await customer.typeCard(CARDS.succeeds, customer.paymentFrame);
  await page.getByRole("checkbox", { name: /Save this card for next time/ }).check();
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await page.goto("/account/cards");
  await expect(savedCards(customer)).toContainText("Visa ending in 4242");
});

test("a card is not kept unless the customer says so", async ({ page, customer }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await page.goto("/account/cards");
  await expect(page.getByText("You have no saved card yet.")).toBeVisible();
});
