// What a customer does who has an account, by forms and mails alone.

import { expect } from "@playwright/test";

import type { Customer } from "./customer.ts";
import { linkTo, mailTo } from "./mailbox.ts";
import { newAddress, PASSWORD, register } from "./registering.ts";
import type { Till } from "./till.ts";

/** Somebody with an e-mail address of their own, at one browser. */
export class Member {
  readonly email = newAddress();

  constructor(
    readonly customer: Customer,
    readonly till: Till,
  ) {}

  private get page() {
    return this.customer.page;
  }

  async registers(): Promise<void> {
    await register(this.customer, this.till, this.email);
  }

  /** Opens the link of the mail with that subject. */
  async opensLink(subject: string, address = this.email): Promise<void> {
    const mail = await mailTo(this.till, address, subject);
    await this.page.goto(linkTo(mail, "/account/link/"));
  }

  /** Fills in the page to log in, which is open, and sends it. */
  async sendsPassword(password = PASSWORD, email = this.email): Promise<void> {
    await this.page.getByLabel("Email").fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Log in" }).click();
  }

  async logsOut(): Promise<void> {
    await this.page.goto("/account");
    await this.page.getByRole("navigation", { name: "Your account" }).getByRole("button", { name: "Log out" }).click();
    await expect(this.page.getByText("You are logged out.")).toBeVisible();
  }

  /** Adds an address to the book. */
  async addsAddress(street: string): Promise<void> {
    await this.page.goto("/account/addresses/new");
    await this.page.getByLabel("Full name").fill("Mira Byrne");
    await this.page.getByLabel("Address", { exact: true }).fill(street);
    await this.page.getByLabel("Postal code").fill("P81 X2Y4");
    await this.page.getByLabel("Town").fill("Ballydehob");
    await this.page.getByLabel("Country").selectOption({ label: "Ireland" });
    await this.page.getByRole("button", { name: "Save" }).click();
    await expect(this.page.getByText("The address is in your address book.")).toBeVisible();
  }
}
