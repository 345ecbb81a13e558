import { ADDRESS, CARDS } from "../../shop/customer.ts";
import { keptCharges } from "../../shop/sandbox.ts";
import { StripePage } from "../../shop/stripe-page.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ settings: { TILL_PAYMENT_FLOWS: "manual,element,hosted" }, ownShop: true });

test.beforeEach(async ({ page, customer }) => {
  await page.goto("/p/stoneware-mug");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("link", { name: "Go to checkout" }).click();
  await page.waitForURL("**/checkout");
  await customer.fillAddress();
});

test("Stripe's page pays an order, and cancelling loses nothing", { tag: "@only-without-js" }, async ({ page, customer, till }) => {
  // Not by its text: Playwright takes what is in `noscript` for unseen.
  await expect(page.locator("noscript .notice")).toBeVisible();
  await expect(page.getByRole("group", { name: "Payment", exact: true })).toBeHidden();
  await page.getByRole("radio", { name: /^Express/ }).check();
  await page.getByRole("button", { name: "Pay on Stripe's page" }).click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await stripe.goBack();
  await page.waitForURL("**/checkout");
  for (const [label, text] of Object.entries(ADDRESS)) {
    await expect(page.getByLabel(label, { exact: true })).toHaveValue(text);
  }
  await expect(page.getByRole("radio", { name: /^Express/ })).toBeChecked();
  await page.getByRole("button", { name: "Pay on Stripe's page" }).click();
  await stripe.isOpen();
  await stripe.typeCard(CARDS.succeeds);
  await stripe.payButton.click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("what is wrong is told beside the fields, and nothing typed is lost", { tag: "@only-without-js" }, async ({ page, customer, complaints }) => {
  complaints.allow(/422.*\/checkout\)/);
  await customer.fillAddress({ "Postal code": "1" });
  await page.getByLabel("Phone (optional)").fill("call me");
  await page.getByRole("radio", { name: /^Express/ }).check();
  await page.getByRole("button", { name: "Pay on Stripe's page" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Some details need another look");
  const code = page.getByLabel("Postal code");
  await expect(code).toHaveAccessibleDescription(/should look like/);
  await expect(code).toBeFocused();
  await expect(page.getByLabel("Phone (optional)")).toHaveValue("call me");
  await expect(page.getByLabel("Full name")).toHaveValue("Ada Byrne");
  await expect(page.getByRole("radio", { name: /^Express/ })).toBeChecked();
});
