import { expect, test } from "../../shop/test.ts";

test.describe("browsing", { tag: "@without-js" }, () => {
  test("the home page leads to a category, and that to a product", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.getByRole("navigation", { name: "Categories", exact: true }).getByText("Tableware").click();
    await expect(page).toHaveURL(/\/c\/tableware$/);
    await expect(page.getByRole("heading", { level: 1, name: "Tableware" })).toBeVisible();
    await page.getByRole("link", { name: /Stoneware mug/ }).click();
    await expect(page).toHaveURL(/\/p\/stoneware-mug$/);
    await expect(page.getByRole("heading", { level: 1, name: "Stoneware mug" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Add to cart" })).toBeEnabled();
  });

  test("every category of the header has products", async ({ page }) => {
    await page.goto("/");
    const links = page.getByRole("navigation", { name: "Categories", exact: true }).getByRole("link");
    const addresses = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(addresses.length).toBeGreaterThanOrEqual(5);
    for (const address of addresses) {
      await page.goto(address ?? "");
      await expect(page.locator('main a[href^="/p/"]')).not.toHaveCount(0);
    }
  });

  test("a category can be sorted by price", async ({ page }) => {
    await page.goto("/c/pantry");
    await page.getByRole("link", { name: "Price, low to high" }).click();
    await expect(page).toHaveURL(/sort=/);
    const texts = await page.locator(".card-price").allTextContents();
    const prices = texts.map((text) => Number(text.replace(/[^\d.]/g, "")));
    expect(prices.length).toBeGreaterThan(3);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    await page.getByRole("link", { name: "Price, high to low" }).click();
    await expect(page.locator(".card-price").first()).toHaveText(texts.at(-1) ?? "");
  });

  test("search finds what has all the words, whatever their case", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Search the shop" }).fill("LINEN notebook");
    await page.getByRole("searchbox", { name: "Search the shop" }).press("Enter");
    await expect(page).toHaveURL(/\/search\?q=/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("LINEN notebook");
    await expect(page.getByRole("link", { name: /Linen notebook/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /Stoneware mug/ })).toHaveCount(0);
  });

  test("a search without results offers ways on", async ({ page }) => {
    await page.goto("/search?q=zeppelin");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("zeppelin");
    await expect(page.getByRole("main").getByRole("searchbox")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "Tableware" })).toBeVisible();
  });

  test("markup in a search is shown as text", async ({ page }) => {
    await page.goto(`/search?q=${encodeURIComponent("<img src=x onerror=alert(1)>")}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("<img src=x");
    await expect(page.locator('img[src="x"]')).toHaveCount(0);
  });

  test("an address without a page says so and helps", async ({ page, complaints }) => {
    complaints.allow(/404/);
    const answer = await page.goto("/p/no-such-thing");
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("main").getByRole("searchbox")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link", { name: "Tableware" })).toBeVisible();
  });

  test("what is sold out cannot be put into the cart", async ({ page }) => {
    await page.goto("/p/heather-honey");
    await expect(page.getByText("Sold out").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Add to cart" })).toBeDisabled();
  });
});

test("choosing a variant shows its price and its stock", { tag: "@phone" }, async ({ page, customer }) => {
  await customer.open("/p/chopping-board");
  const form = page.locator("form.add-form");
  await expect(form.locator(".product-price")).toHaveText("€34.00");
  await customer.variant("Large").check();
  await expect(form.locator(".product-price")).toHaveText("€72.00");
  await customer.variant("Small").check();
  await expect(form.locator(".product-price")).toHaveText("€34.00");
});

test("no page scrolls sideways on a phone", { tag: "@phone" }, async ({ page, customer }) => {
  await customer.add("enamel-saucepan");
  const paths = ["/", "/c/tableware", "/p/linen-notebook", "/search?q=linen", "/cart", "/checkout"];
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 700 });
    for (const path of paths) {
      await customer.open(path);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(overflow, `${path} is wider than ${width} pixels by`).toBeLessThanOrEqual(0);
    }
  }
});
