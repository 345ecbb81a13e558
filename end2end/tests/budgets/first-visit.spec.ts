import type { CDPSession, Page } from "@playwright/test";

import { watchIslands } from "../../shop/awake.ts";
import { Customer } from "../../shop/customer.ts";
import { register } from "../../shop/registering.ts";
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

for (const path of ["/account/login", "/account/register", "/account/forgot", "/account/link/ended"]) {
  test(`a first visit of ${path} keeps the catalogue's budget`, async ({ page, customer, till, complaints }) => {
    complaints.allow(/410/);
    const loaded = await weigh(page, till.address);
    await customer.open(path);
    await page.waitForLoadState("networkidle");
    expect(loaded().code).toBeGreaterThan(0);
    expect(loaded().code).toBeLessThanOrEqual(CATALOGUE_CODE);
    expect(loaded().style).toBeLessThanOrEqual(STYLE);
  });
}

test("a customer's own pages keep the catalogue's budget", async ({ page, browser, customer, till }) => {
  await register(customer, till);
  const cookies = await page.context().cookies();
  for (const path of ["/account", "/account/orders", "/account/cards", "/account/addresses", "/account/settings"]) {
    // Another browser with the same session has nothing in its cache.
    const context = await browser.newContext({ baseURL: till.address });
    await watchIslands(context);
    await context.addCookies(cookies);
    const first = await context.newPage();
    const loaded = await weigh(first, till.address);
    await new Customer(first).open(path);
    await first.waitForLoadState("networkidle");
    await expect(first.getByRole("navigation", { name: "Your account" })).toBeVisible();
    expect(loaded().code, path).toBeGreaterThan(0);
    expect(loaded().code, path).toBeLessThanOrEqual(CATALOGUE_CODE);
    expect(loaded().style, path).toBeLessThanOrEqual(STYLE);
    await context.close();
  }
});

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
