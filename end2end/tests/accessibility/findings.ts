// What axe finds on a page, less what it cannot measure inside frames of another origin.

import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";

/** Findings of these kinds keep people out; lesser ones are advice. */
const SERIOUS = ["serious", "critical"];

/** The Card Element. */
export function cardFrame(page: Page): Locator {
  return page.getByTitle("Secure card payment input frame");
}

/** The Payment Element. */
export function paymentFrame(page: Page): Locator {
  return page.getByTitle("Secure payment input frame");
}

/** The CVC Element. */
export function codeFrame(page: Page): Locator {
  return page.getByTitle("Secure CVC input frame");
}

/** How axe names the frames of Elements: the only one, or each by its name. */
async function namesOfFrames(page: Page): Promise<unknown[]> {
  const frames = await cardFrame(page).or(paymentFrame(page)).or(codeFrame(page)).all();
  const names = await Promise.all(frames.map((frame) => frame.getAttribute("name")));
  return ["iframe", ...names.map((name) => `iframe[name="${name}"]`)];
}

/** What axe finds on the page that keeps people out. */
export async function findings(page: Page): Promise<string[]> {
  // Colours on their way from one to another are neither.
  await page.waitForFunction(() => document.getAnimations().every((a) => a.playState !== "running"));
  const measuredElsewhere = await namesOfFrames(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations
    .filter((violation) => SERIOUS.includes(violation.impact ?? ""))
    .flatMap(({ id, nodes }) =>
      nodes
        // Measured by `contrastThroughFrame`.
        .filter(({ target }) => id !== "color-contrast" || !measuredElsewhere.includes(target[0]))
        .map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
    );
}
