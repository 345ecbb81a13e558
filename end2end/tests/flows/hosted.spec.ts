import { ADDRESS, CARDS } from "../../shop/customer.ts";
import { checkoutSessions, keptCharges } from "../../shop/sandbox.ts";
import { StripePage } from "../../shop/stripe-page.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ settings: { TILL_PAYMENT_FLOWS: "hosted" }, ownShop: true });

test.beforeEach(async ({ customer }) => {
  await customer.goToWaysToPay();
  await customer.fillAddress();
});

test("Stripe's page pays an order", { tag: "@phone" }, async ({ page, customer, till }) => {
  await page.getByRole("radio", { name: /^Express/ }).check();
  const total = (await page.locator(".sums.for-express .total dd").textContent()) ?? "";
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await expect(stripe.payButton).toContainText(total);
  await stripe.typeCard(CARDS.succeeds);
  await stripe.payButton.click();
  await customer.seesPaidOrder();
  await expect(page.locator(".sums .total")).toContainText(total);
  await expect(customer.fact("Paid with")).toHaveText("Visa ending in 4242");
  expect(await keptCharges(till)).toHaveLength(1);
});

test("no script of Stripe's is loaded for it", async ({ page, till }) => {
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((entry) => entry.name),
  );
  expect(loaded.filter((address) => address.startsWith(till.sandbox))).toEqual([]);
});

test("a declined card can be replaced on Stripe's page", async ({ page, customer, complaints, till }) => {
  // Chromium reports any answer over 399 to its console; this one is the page with the reason.
  complaints.allow(/422.*\/c\/pay\//);
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await stripe.typeCard(CARDS.declined);
  await stripe.payButton.click();
  await expect(page.getByRole("alert")).toContainText("declined");
  await stripe.typeCard(CARDS.succeeds);
  await stripe.payButton.click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("confirming at the bank pays the order", async ({ page, customer, till }) => {
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await stripe.typeCard(CARDS.asksTheBank);
  await stripe.payButton.click();
  await page.getByRole("button", { name: "Complete" }).click();
  await customer.seesPaidOrder();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("who gives up on Stripe's page finds cart and address as they were", { tag: "@phone" }, async ({ page, customer }) => {
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await stripe.goBack();
  await page.waitForURL("**/checkout");
  await customer.awake();
  for (const [label, text] of Object.entries(ADDRESS)) {
    await expect(page.getByLabel(label, { exact: true })).toHaveValue(text);
  }
  await expect(page.getByRole("complementary", { name: "Your order" })).toContainText("Stoneware mug");
  await expect(page.getByText("Your bank is waiting for you")).toBeHidden();

  await customer.payButton.click();
  await stripe.isOpen();
  await stripe.typeCard(CARDS.succeeds);
  await stripe.payButton.click();
  await customer.seesPaidOrder();
});

test("the back button leads from Stripe's page to a checkout that works", async ({ page, customer, till }) => {
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await page.goBack();
  await page.waitForURL("**/checkout");
  await customer.awake();
  await expect(page.getByLabel("Full name")).toHaveValue("Ada Byrne");
  await page.getByRole("radio", { name: /^Express/ }).check();
  await customer.payButton.click();
  await stripe.isOpen();
  await stripe.typeCard(CARDS.succeeds);
  await stripe.payButton.click();
  await customer.seesPaidOrder();
  // The page for the other total is closed, so that nobody pays on it in another tab.
  const statuses = (await checkoutSessions(till)).map((session) => session.status);
  expect(statuses.sort()).toEqual(["complete", "expired"]);
});

test("the back button leads from the paid order to no second payment", async ({ page, customer, till }) => {
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  await stripe.typeCard(CARDS.succeeds);
  await stripe.payButton.click();
  await customer.seesPaidOrder();
  await customer.open("/checkout");
  await expect(page.getByText("There is nothing to pay for yet")).toBeVisible();
  expect(await keptCharges(till)).toHaveLength(1);
});

test("the customer who closes the tab right after paying has bought", async ({ page, context, customer, till }) => {
  await customer.payButton.click();
  const stripe = new StripePage(page);
  await stripe.isOpen();
  // The way back to the shop is never taken.
  await page.route("**/orders/*", () => {});
  await stripe.typeCard(CARDS.succeeds);
  await stripe.payButton.click({ noWaitAfter: true });
  await expect.poll(() => keptCharges(till)).toHaveLength(1);
  await page.close();
  const later = await context.newPage();
  await expect(async () => {
    await later.goto("/cart");
    await expect(later.getByText("Nothing in here yet.")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

test("what is wrong is told beside the fields, and nothing typed is lost", async ({ page, customer, complaints }) => {
  complaints.allow(/422.*\/checkout\)/);
  await customer.fillAddress({ Email: "ada at example", Town: "" });
  await customer.payButton.click();
  const email = page.getByLabel("Email", { exact: true });
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAccessibleDescription(/does not look like an email address/);
  await expect(email).toBeFocused();
  await expect(page.getByLabel("Town")).toHaveAccessibleDescription("Enter the town.");
  await expect(page.getByLabel("Full name")).toHaveValue("Ada Byrne");
  await customer.awake();
  await customer.fillAddress();
  await customer.payButton.click();
  await new StripePage(page).isOpen();
});
