// Getting an account, as a customer does: an address, the link that is mailed to it, a password.

import { randomUUID } from "node:crypto";

import { expect } from "@playwright/test";

import type { Customer } from "./customer.ts";
import { linkTo, mailTo } from "./mailbox.ts";
import type { Till } from "./till.ts";

export const PASSWORD = "seven green stones on a beach";

/** An address that no other test uses. */
export function newAddress(): string {
  return `ada-${randomUUID().slice(0, 8)}@example.org`;
}

/** Registers `email` and is logged in. */
export async function register(customer: Customer, till: Till, email = newAddress()): Promise<string> {
  const { page } = customer;
  await page.goto("/account/register");
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByRole("main").getByRole("button", { name: "Send me the link" }).click();
  const mail = await mailTo(till, email, "");
  await page.goto(linkTo(mail, "/account/link/"));
  await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Make my account" }).click();
  await expect(page).toHaveURL(/\/account\?said=registered$/);
  return email;
}
