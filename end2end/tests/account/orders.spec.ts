import { ADDRESS, CARDS } from "../../shop/customer.ts";
import { Member } from "../../shop/member.ts";
import { PASSWORD } from "../../shop/registering.ts";
import { expect, test } from "../../shop/test.ts";

test("an order that a guest paid is kept in the account that is made from its page, and ordered again", async ({ page, customer, till }) => {
  test.slow();
  const member = new Member(customer, till);
  await customer.goToCheckout();
  await customer.fillAddress({ Email: member.email });
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  const order = new URL(page.url()).pathname;
  await page.getByRole("region", { name: "Keep this order in an account" }).getByRole("button").click();
  await member.opensLink("Your account at");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make my account" }).click();
  const entry = page.getByRole("listitem").filter({ hasText: "Stoneware mug" });
  await expect(entry.getByRole("link", { name: /^Order/ })).toHaveAttribute("href", order);
  await page.goto("/account/orders");
  await page.getByRole("button", { name: /^Order again/ }).click();
  await expect(page).toHaveURL(/\/cart/);
  await expect(page.getByRole("link", { name: "Stoneware mug" })).toBeVisible();
  await page.goto(order);
  await expect(page.getByText("Keep this order in an account")).toBeHidden();
});

test("addresses are kept in a book, and the checkout begins with the one that is chosen", { tag: "@without-js" }, async ({ page, customer, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  await member.addsAddress("12 Harbour Road");
  await member.addsAddress("3 Quay Street");
  await page.goto("/p/stoneware-mug");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText(/^Added/).first()).toBeVisible();
  await page.goto("/checkout");
  const street = page.getByLabel("Address", { exact: true });
  await expect(street).toHaveValue("12 Harbour Road");
  await page.getByRole("link", { name: /3 Quay Street/ }).click();
  await expect(street).toHaveValue("3 Quay Street");
  await page.goto("/account/addresses");
  await page.getByRole("button", { name: /^Use first.*3 Quay Street/ }).click();
  await page.goto("/checkout");
  await expect(street).toHaveValue("3 Quay Street");
  await page.goto("/account/addresses");
  await page.getByRole("button", { name: /^Remove.*3 Quay Street/ }).click();
  await expect(page.getByText("The address is removed.")).toBeVisible();
  await expect(page.getByText("3 Quay Street")).toBeHidden();
});

test("a logged-in customer finds what was bought among the orders", async ({ page, customer, till }) => {
  test.slow();
  const member = new Member(customer, till);
  await member.registers();
  await customer.goToCheckout();
  await customer.fillAddress({ Email: member.email });
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await page.goto("/account/orders");
  await expect(page.getByRole("listitem").filter({ hasText: "Paid" })).toHaveCount(1);
  // Where it went is in the book from now on.
  await page.goto("/account/addresses");
  await expect(page.getByText(ADDRESS.Address)).toBeVisible();
});
