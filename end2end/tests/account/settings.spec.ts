import { readFile } from "node:fs/promises";

import { Customer } from "../../shop/customer.ts";
import { Member } from "../../shop/member.ts";
import { PASSWORD } from "../../shop/registering.ts";
import { expect, test } from "../../shop/test.ts";

const BOTH = { tag: "@without-js" };

test("sessions are listed with their devices, and one is ended from another", BOTH, async ({ page, browser, customer, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  const context = await browser.newContext({
    baseURL: till.address,
    javaScriptEnabled: false,
    userAgent: "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
  });
  const other = await context.newPage();
  await other.goto("/account/login");
  await new Member(new Customer(other), till).sendsPassword(PASSWORD, member.email);
  await expect(other).toHaveURL(/\/account$/);
  await page.goto("/account/settings");
  await expect(page.getByText("This device")).toBeVisible();
  await page.getByRole("button", { name: "Log out: Firefox, Windows" }).click();
  await expect(page.getByText("That device is logged out.")).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/account\/login$/);
  await context.close();
});

test("another e-mail address is taken once its link is opened", BOTH, async ({ page, customer, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  const other = `other-${member.email}`;
  await page.goto("/account/settings");
  await page.getByRole("link", { name: "Change email address" }).click();
  await page.getByLabel("New email address").fill(other);
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Send me the link" }).click();
  await expect(page.getByText("We have sent a link to the new address.")).toBeVisible();
  await expect(page.getByText(member.email)).toBeVisible();
  await member.opensLink("Confirm your e-mail address", other);
  await page.getByRole("button", { name: "Use this address" }).click();
  await expect(page.getByText("Your new email address is saved.")).toBeVisible();
  await member.logsOut();
  await member.sendsPassword(PASSWORD, other);
  await expect(page).toHaveURL(/\/account$/);
});

test("an account is deleted with its password, and its data can be taken along before", async ({ page, customer, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  await page.goto("/account/settings");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download my data" }).click();
  const data = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(data.email).toBe(member.email);
  await page.getByRole("link", { name: "Delete my account" }).click();
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Delete my account for good" }).click();
  await expect(page.getByText("Your account is deleted.")).toBeVisible();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/account\/login$/);
});
