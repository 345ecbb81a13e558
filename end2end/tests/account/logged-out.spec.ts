import { CARDS, Customer } from "../../shop/customer.ts";
import { Member } from "../../shop/member.ts";
import { PASSWORD } from "../../shop/registering.ts";
import { goToSavedCard, saveCard, securityCode } from "../../shop/saved-cards.ts";
import { keptCharges } from "../../shop/sandbox.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ ownShop: true });

test("who logged out in another tab is told so, and pays once logged in again there", async ({ customer, context, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  await saveCard(customer, CARDS.succeeds);
  await goToSavedCard(customer);
  await customer.fillAddress();
  const other = new Member(new Customer(await context.newPage()), till);
  await other.logsOut();
  await securityCode(customer).fill("123");
  await customer.payButton.click();
  await expect(customer.failure).toContainText("You are no longer logged in");
  expect(await keptCharges(till)).toHaveLength(0);
  await other.customer.page.goto("/account/login");
  await other.sendsPassword(PASSWORD, member.email);
  await expect(other.customer.page).toHaveURL(/\/account$/);
  await securityCode(customer).fill("123");
  await customer.payButton.click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("who logs out while the bank asks finds on the order's page what was paid", async ({ customer, context, till }) => {
  await new Member(customer, till).registers();
  await customer.goToCheckout();
  await customer.fillAddress();
  await customer.typeCard(CARDS.asksTheBank);
  await customer.payButton.click();
  await expect(customer.bank.getByRole("button", { name: "Complete" })).toBeVisible();
  await new Member(new Customer(await context.newPage()), till).logsOut();
  await customer.answerTheBank("Complete");
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("who is no longer logged in when saving a card is led to log in", async ({ page, customer, context, till }) => {
  await new Member(customer, till).registers();
  await customer.open("/account/cards/new");
  await expect(customer.cardNumber).toBeVisible();
  await new Member(new Customer(await context.newPage()), till).logsOut();
  await customer.typeCard(CARDS.succeeds);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("You were no longer logged in")).toBeVisible();
});

test.describe("where Stripe's page is offered", () => {
  test.use({ settings: { TILL_PAYMENT_FLOWS: "manual,hosted" } });

  test("who pays on Stripe's page and is no longer logged in is led to log in, and back to the cart", { tag: "@only-without-js" }, async ({ page, customer, context, till }) => {
    const member = new Member(customer, till);
    await member.registers();
    await page.goto("/p/stoneware-mug");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.goto("/checkout");
    await new Member(new Customer(await context.newPage()), till).logsOut();
    await page.getByRole("button", { name: "Pay on Stripe" }).click();
    await expect(page.getByText("You were no longer logged in")).toBeVisible();
    await member.sendsPassword();
    await expect(page).toHaveURL(/\/checkout$/);
    await expect(page.getByText("Stoneware mug")).toBeVisible();
  });
});
