import type { CDPSession, Page } from "@playwright/test";

import { expect, test } from "../../shop/test.ts";

/** Bytes after Brotli, as they came over the wire, headers included. */
const CATALOGUE_CODE = 70_000;
const CHECKOUT_CODE = 150_000;
const STYLE = 15_000;

interface Loaded {
  code: number;
  style: number;
}

/** Adds up what the page's own origin sends from now on. */
async function weigh(page: Page, origin: string): Promise<() => Loaded> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const kinds = new Map<string, keyof Loaded>();
  const loaded: Loaded = { code: 0, style: 0 };
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    if (!response.url.startsWith(origin)) {
      return;
    }
    if (/javascript|wasm/.test(response.mimeType)) {
      kinds.set(requestId, "code");
    } else if (response.mimeType === "text/css") {
      kinds.set(requestId, "style");
    }
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    if (kind !== undefined) {
      loaded[kind] += encodedDataLength;
    }
  });
  return () => loaded;
}

for (const path of ["/", "/c/tableware", "/p/stoneware-mug", "/search?q=linen", "/cart"]) {
  test(`a first visit of ${path} keeps its budget`, async ({ page, customer, till }) => {
    const loaded = await weigh(page, till.address);
    await customer.open(path);
    await page.waitForLoadState("networkidle");
    expect(loaded().code).toBeGreaterThan(0);
    expect(loaded().code).toBeLessThanOrEqual(CATALOGUE_CODE);
    expect(loaded().style).toBeGreaterThan(0);
    expect(loaded().style).toBeLessThanOrEqual(STYLE);
  });
}

test("a first visit of the checkout keeps its budget", async ({ page, browser, customer, till }) => {
  await customer.add("stoneware-mug");
  const cookies = await page.context().cookies();
  // Another browser with the same cart has nothing in its cache.
  const context = await browser.newContext({ baseURL: till.address });
  await context.addCookies(cookies);
  const first = await context.newPage();
  const loaded = await weigh(first, till.address);
  await first.goto("/checkout");
  await expect(
    first.frameLocator('iframe[title="Secure card payment input frame"]').getByPlaceholder("CVC"),
  ).toBeVisible();
  await first.waitForLoadState("networkidle");
  expect(loaded().code).toBeGreaterThan(0);
  expect(loaded().code).toBeLessThanOrEqual(CHECKOUT_CODE);
  expect(loaded().style).toBeLessThanOrEqual(STYLE);
  await context.close();
});
