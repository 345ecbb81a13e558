import { Customer } from "../../shop/customer.ts";
import { Member } from "../../shop/member.ts";
import { PASSWORD } from "../../shop/registering.ts";
import { expect, test } from "../../shop/test.ts";

test("a cart follows its account from device to device, and stays with it", { tag: "@without-js" }, async ({ page, browser, customer, till, javaScriptEnabled }) => {
  test.slow();
  const member = new Member(customer, till);
  await member.registers();
  await addToCart(customer, "kelp-soap");
  const context = await browser.newContext({ baseURL: till.address, javaScriptEnabled });
  const laptop = new Customer(await context.newPage());

  // A guest at the other device gathers something, and then logs in.
  await addToCart(laptop, "stoneware-mug");
  await laptop.page.goto("/account/login");
  await new Member(laptop, till).sendsPassword(PASSWORD, member.email);
  await expect(laptop.page).toHaveURL(/\/account$/);
  for (const device of [laptop, customer]) {
    await device.page.goto("/cart");
    await expect(device.page.getByLabel("Quantity of Kelp soap")).toHaveValue("1");
    await expect(device.page.getByLabel("Quantity of Stoneware mug")).toHaveValue("1");
    await device.seesInCart(2);
  }

  await page.goto("/cart");
  await page.getByRole("button", { name: "Remove Kelp soap" }).click();
  await expect(page.getByLabel("Quantity of Kelp soap")).toBeHidden();
  await laptop.page.goto("/cart");
  await expect(laptop.page.getByLabel("Quantity of Kelp soap")).toBeHidden();

  await new Member(laptop, till).logsOut();
  await laptop.page.goto("/cart");
  await expect(laptop.page.getByText("Nothing in here yet.")).toBeVisible();
  await page.goto("/cart");
  await expect(page.getByLabel("Quantity of Stoneware mug")).toHaveValue("1");
  await context.close();
});

test("a page that was opened before logging in adds to the account's cart", async ({ page, context, customer, till }) => {
  test.slow();
  const member = new Member(customer, till);
  await member.registers();
  await member.logsOut();
  await customer.open("/p/stoneware-mug");
  const other = await context.newPage();
  await other.goto("/account/login");
  await new Member(new Customer(other), till).sendsPassword(PASSWORD, member.email);
  await expect(other).toHaveURL(/\/account$/);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await customer.seesInCart(1);
  await other.goto("/cart");
  await expect(other.getByLabel("Quantity of Stoneware mug")).toHaveValue("1");
});

/** Puts one into the cart, whether or not there is a script that opens the drawer. */
async function addToCart({ page }: Customer, slug: string): Promise<void> {
  await page.goto(`/p/${slug}`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByText(/^Added/).first()).toBeVisible();
}
