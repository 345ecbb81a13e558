// Walks through a purchase and takes a picture of each page, at two widths, light and dark.

import { join, resolve } from "node:path";

import type { Page } from "@playwright/test";

import { CARDS } from "../shop/customer.ts";
import { Member } from "../shop/member.ts";
import { goToSavedCard, saveCard, savedCards } from "../shop/saved-cards.ts";
import { StripePage } from "../shop/stripe-page.ts";
import { expect, test } from "../shop/test.ts";

const FOLDER = resolve(import.meta.dirname, "../../docs/screenshots");

const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

for (const viewport of SIZES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${viewport.width} px, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, ownShop: true, contextOptions: { reducedMotion: "reduce" } });

      const take = async (page: Page, name: string) => {
        await page.waitForFunction(() =>
          Array.from(document.images)
            .filter((image) => image.getBoundingClientRect().top < window.innerHeight)
            .every((image) => image.complete),
        );
        await page.screenshot({
          path: join(FOLDER, `${name}-${viewport.width}-${colorScheme}.png`),
          animations: "disabled",
        });
      };

      test("home, product, cart, checkout, 3-D Secure, order", async ({ page, customer }) => {

        await customer.open("/");
        await take(page, "home");
        await customer.open("/p/stoneware-mug");
        await take(page, "product");
        await customer.add("stoneware-mug", { variant: "Sea green", quantity: 2 });
        await customer.add("linen-napkins");
        await customer.open("/cart");
        await take(page, "cart");
        await customer.open("/checkout");
        await expect(customer.cardNumber).toBeVisible();
        await customer.fillAddress();
        await customer.typeCard(CARDS.asksTheBank);
        await page.evaluate(() => window.scrollTo(0, 0));
        // The whole page, in a window of its height: frames are painted only where they are in view.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ ...viewport, height });
        await take(page, "checkout");
        await page.setViewportSize(viewport);
        await customer.payButton.click();
        await expect(customer.bank.getByRole("button", { name: "Complete" })).toBeVisible();
        await take(page, "3ds");
        await customer.answerTheBank("Complete");
        await customer.seesPaidOrder();
        await take(page, "order");
        await page.getByRole("link", { name: "Receipt to print" }).click();
        await expect(page.getByRole("heading", { level: 1, name: "Receipt" })).toBeVisible();
        await take(page, "receipt");
      });

      test("an account", async ({ page, customer, till }) => {
        await page.goto("/account/login");
        await take(page, "log-in");
        const member = new Member(customer, till);
        await member.registers();
        await customer.goToCheckout();
        await customer.fillAddress({ Email: member.email });
        await customer.typeCard(CARDS.succeeds);
        await customer.payButton.click();
        await customer.seesPaidOrder();
        await member.addsAddress("3 Quay Street");
        const places = { account: "/account", addresses: "/account/addresses", settings: "/account/settings" };
        for (const [name, path] of Object.entries(places)) {
          await customer.open(path);
          await take(page, name);
        }
        await saveCard(customer, "5555555555554444");
        await customer.open("/account/cards/new");
        await customer.typeCard(CARDS.succeeds);
        await take(page, "add-card");
        await page.getByRole("button", { name: "Save card" }).click();
        await expect(savedCards(customer)).toHaveCount(2);
        await take(page, "cards");
        await goToSavedCard(customer);
        await page.getByRole("group", { name: "Payment" }).scrollIntoViewIfNeeded();
        await take(page, "saved-card");
      });

      test("Stripe's page and the sandbox's dashboard", async ({ page, customer, till }) => {
        await customer.open("/");
        await customer.add("stoneware-mug", { variant: "Sea green", quantity: 2 });
        await customer.add("linen-napkins");
        await customer.open("/checkout");
        await customer.fillAddress();
        await customer.payBy("On Stripe's page");
        await customer.payButton.click();
        const stripe = new StripePage(page);
        await stripe.isOpen();
        await take(page, "stripes-page");
        await stripe.typeCard(CARDS.succeeds);
        await stripe.payButton.click();
        await customer.seesPaidOrder();
        await page.goto(till.sandbox);
        await take(page, "dashboard");
      });
    });
  }
}
