// Cards that a customer keeps for the next time: added in the account, picked at the checkout.

import { expect, type Locator } from "@playwright/test";

import type { Customer } from "./customer.ts";

/** Types a card on the page that adds one, and presses Save. */
export async function addCard(customer: Customer, number: string): Promise<void> {
  await customer.open("/account/cards/new");
  await expect(customer.cardNumber).toBeVisible();
  await customer.typeCard(number);
  await customer.page.getByRole("button", { name: "Save card" }).click();
}

/** Adds a card and sees that it is saved. */
export async function saveCard(customer: Customer, number: string): Promise<void> {
  await addCard(customer, number);
  await expect(customer.page.getByText("Your card is saved.")).toBeVisible();
}

/** The entries of the list of saved cards. */
export function savedCards({ page }: Customer): Locator {
  return page.getByRole("main").getByRole("listitem").filter({ hasText: "ending in" });
}

/** Where the security code of a saved card is typed, in a frame on Stripe's origin. */
export function securityCode({ page }: Customer): Locator {
  return page.frameLocator('iframe[title="Secure CVC input frame"]').getByPlaceholder("CVC");
}

/** Goes to the checkout with a mug, to where the security code of the saved card can be typed. */
export async function goToSavedCard(customer: Customer): Promise<void> {
  await customer.goToWaysToPay();
  await expect(securityCode(customer)).toBeVisible();
}
