// Stripe's own page, as the sandbox has it, in the words of a customer.

import { expect, type Locator, type Page } from "@playwright/test";

/** The page that a customer is led to, in their tab. */
export class StripePage {
  constructor(readonly page: Page) {}

  /** Waits until the tab is there. */
  async isOpen(): Promise<void> {
    await this.page.waitForURL("**/c/pay/cs_test_*");
    await expect(this.payButton).toBeVisible();
  }

  get payButton(): Locator {
    return this.page.getByRole("button", { name: /^Pay / });
  }

  async typeCard(number: string): Promise<void> {
    await this.page.getByLabel("Card number").fill(number);
    await this.page.getByLabel("Expiration date").fill("12 / 40");
    await this.page.getByLabel("Security code").fill("123");
    await this.page.getByLabel("Name on card").fill("Ada Byrne");
    await this.page.getByLabel("Country").selectOption({ label: "Ireland" });
  }

  /** Gives up, by the link that leads back. */
  async goBack(): Promise<void> {
    await this.page.getByRole("link", { name: /Back to / }).click();
  }
}
