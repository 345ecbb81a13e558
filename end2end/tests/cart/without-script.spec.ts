import { expect, test } from "../../shop/test.ts";

test.describe("the cart without a script", { tag: "@only-without-js" }, () => {
  test("what is added is in the cart, with the chosen variant and quantity", async ({ page }) => {
    await page.goto("/p/stoneware-mug");
    await page.getByRole("radio", { name: "Ochre" }).check();
    await page.getByLabel("Quantity", { exact: true }).fill("2");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page).toHaveURL(/\/cart/);
    await expect(page.getByText("Added to your cart.")).toBeVisible();
    await expect(page.getByText("Ochre")).toBeVisible();
    await expect(page.locator(".subtotal")).toContainText("€52.00");
  });

  test("quantities are changed and lines removed by plain forms", async ({ page }) => {
    await page.goto("/p/kelp-soap");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("button", { name: "One Kelp soap more" }).click();
    await expect(page.getByLabel("Quantity of Kelp soap")).toHaveValue("2");
    await page.getByLabel("Quantity of Kelp soap").fill("4");
    await page.getByLabel("Quantity of Kelp soap").press("Enter");
    await expect(page.locator(".subtotal")).toContainText("€30.00");
    await page.getByRole("button", { name: "Remove Kelp soap" }).click();
    await expect(page.getByText("Nothing in here yet.")).toBeVisible();
  });

  test("no more is added than there is", async ({ page }) => {
    await page.goto("/p/beach-paperweight");
    await page.getByLabel("Quantity", { exact: true }).fill("9");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page.getByText("There are only 2 left")).toBeVisible();
    await expect(page.getByLabel("Quantity of Beach-stone paperweight")).toHaveValue("2");
  });

  test("the checkout says what it needs a script for", async ({ page }) => {
    await page.goto("/p/kelp-soap");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("link", { name: "Go to checkout" }).click();
    // Not by its text: Playwright takes what is in `noscript` for unseen.
    await expect(page.locator("noscript .notice")).toBeVisible();
  });
});
