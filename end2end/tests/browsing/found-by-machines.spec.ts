import { expect, test } from "../../shop/test.ts";

test("a product page describes itself to search engines", async ({ page, till }) => {
  await page.goto("/p/stoneware-mug");
  await expect(page).toHaveTitle(/Stoneware mug/);
  const address = `${till.address}/p/stoneware-mug`;
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", address);
  await expect(page.locator('meta[property="og:title"]')).toHaveAttribute("content", /Stoneware mug/);
  await expect(page.locator('meta[name="description"]')).toHaveAttribute("content", /\w{3,}/);
  const texts = await page.locator('script[type="application/ld+json"]').allTextContents();
  const product = texts
    .map((text) => JSON.parse(text) as { "@type": string; name?: string })
    .find((data) => data["@type"].startsWith("Product"));
  expect(product?.name).toBe("Stoneware mug");
});

test("sitemap and robots.txt lead to every product", async ({ request, till }) => {
  const robots = await (await request.get("/robots.txt")).text();
  expect(robots).toContain(`Sitemap: ${till.address}/sitemap.xml`);
  const sitemap = await (await request.get("/sitemap.xml")).text();
  expect(sitemap.match(/<loc>[^<]*\/p\//g)?.length).toBeGreaterThanOrEqual(24);
  expect(sitemap).toContain(`<loc>${till.address}/p/stoneware-mug</loc>`);
});

test("a page that has not changed is not sent again", async ({ request }) => {
  const first = await request.get("/c/tableware");
  const tag = first.headers()["etag"];
  expect(tag).toBeTruthy();
  const again = await request.get("/c/tableware", { headers: { "if-none-match": tag ?? "" } });
  expect(again.status()).toBe(304);
});

test("script and style may be kept for a year", async ({ page, request }) => {
  await page.goto("/");
  const style = await page.locator('link[rel="stylesheet"]').first().getAttribute("href");
  const answer = await request.get(style ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["cache-control"]).toMatch(/max-age=31536000.*immutable/);
});
