import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { CARDS } from "../../shop/customer.ts";
import { expect, test } from "../../shop/test.ts";

/** Findings of these kinds keep people out; lesser ones are advice. */
const SERIOUS = ["serious", "critical"];

async function findings(page: Page): Promise<string[]> {
  // Colours on their way from one to another are neither.
  await page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== "running"));
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations
    .filter((violation) => SERIOUS.includes(violation.impact ?? ""))
    .flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    );
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, { tag: "@phone" }, () => {
    test.use({ colorScheme });

    const pages = {
      home: "/",
      category: "/c/tableware",
      product: "/p/enamel-saucepan",
      "search results": "/search?q=linen",
      "an empty search": "/search?q=zeppelin",
      "an empty cart": "/cart",
      "an empty checkout": "/checkout",
      "a missing page": "/nowhere",
      "a missing order": "/orders/nothing",
    };
    for (const [name, path] of Object.entries(pages)) {
      test(`axe finds nothing serious on ${name}`, async ({ page, complaints }) => {
        complaints.allow(/404/);
        await page.goto(path);
        expect(await findings(page)).toEqual([]);
      });
    }

    test("axe finds nothing serious on the way to a paid order", async ({ page, customer }) => {
      test.slow();
      await customer.add("stoneware-mug");
      await expect(customer.drawer).toBeVisible();
      expect(await findings(page), "drawer").toEqual([]);
      await customer.open("/cart");
      expect(await findings(page), "cart").toEqual([]);
      await customer.open("/checkout");
      await expect(customer.cardNumber).toBeVisible();
      expect(await findings(page), "checkout").toEqual([]);
      await customer.payButton.click();
      await expect(page.getByLabel("Email", { exact: true })).toHaveAttribute("aria-invalid", "true");
      expect(await findings(page), "checkout with errors").toEqual([]);
      await customer.fillAddress();
      await customer.typeCard(CARDS.asksTheBank);
      await customer.payButton.click();
      await expect(customer.bank.getByRole("button", { name: "Complete" })).toBeVisible();
      expect(await findings(page), "the bank's window").toEqual([]);
      await customer.answerTheBank("Complete");
      await customer.seesPaidOrder();
      expect(await findings(page), "order").toEqual([]);
    });
  });
}
