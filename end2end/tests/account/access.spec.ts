import { Member } from "../../shop/member.ts";
import { PASSWORD } from "../../shop/registering.ts";
import { expect, test } from "../../shop/test.ts";

const BOTH = { tag: ["@phone", "@without-js"] };

test("who registers by the link in a mail is logged in, can log out, and in again", BOTH, async ({ page, customer, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  await expect(page.getByText(`You are logged in as ${member.email}.`)).toBeVisible();
  await expect(page.getByRole("banner").getByRole("link", { name: "Account" })).toHaveAttribute("aria-current", "page");
  await member.logsOut();
  await page.goto("/account/orders");
  await expect(page).toHaveURL(/\/account\/login\?next=\/account\/orders$/);
  await member.sendsPassword();
  await expect(page).toHaveURL(/\/account\/orders$/);
});

test("a wrong password is told beside its field, and the address need not be typed again", BOTH, async ({ page, customer, till, complaints }) => {
  complaints.allow(/422/);
  const member = new Member(customer, till);
  await page.goto("/account/login");
  await member.sendsPassword("not the password");
  const password = page.getByLabel("Password", { exact: true });
  await expect(password).toHaveAccessibleDescription(/do not go together/);
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expect(password).toBeFocused();
  await expect(password).toHaveValue("");
  await expect(page.getByLabel("Email")).toHaveValue(member.email);
});

test("a forgotten password is replaced by the mail in the folder", BOTH, async ({ page, customer, till, complaints }) => {
  complaints.allow(/422|410/);
  const member = new Member(customer, till);
  await member.registers();
  await member.logsOut();
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await page.getByLabel("Email").fill(member.email);
  await page.getByRole("button", { name: "Send me the link" }).click();
  await member.opensLink("A new password for");
  const link = page.url();
  await page.getByLabel("New password").fill("password1");
  await page.getByRole("button", { name: "Save and log in" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/first passwords that somebody would guess/);
  await page.getByLabel("New password").fill("anchors and lemon trees");
  await page.getByRole("button", { name: "Save and log in" }).click();
  await expect(page.getByText("Your new password is saved, and you are logged in.")).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1, name: "This link has ended" })).toBeVisible();
  await member.logsOut();
  await member.sendsPassword("anchors and lemon trees");
  await expect(page).toHaveURL(/\/account$/);
});

test("a password can be looked at while it is typed", async ({ page, till }) => {
  await page.goto("/account/login");
  const password = page.getByLabel("Password", { exact: true });
  await password.fill(PASSWORD);
  await expect(password).toHaveAttribute("type", "password");
  await page.getByLabel("Show password").check();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByLabel("Show password").uncheck();
  await expect(password).toHaveAttribute("type", "password");
  expect(till.output).not.toContain(PASSWORD);
});

test("who logs in on the way through the checkout gets back there", async ({ page, customer, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  await member.logsOut();
  await customer.add("stoneware-mug");
  await page.goto("/checkout");
  await expect(page.getByText("You have an account?")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Log in" }).click();
  await member.sendsPassword();
  await expect(page).toHaveURL(/\/checkout$/);
  await expect(page.getByText(`You are logged in as ${member.email}.`)).toBeVisible();
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue(member.email);
});

test("an address that was typed while the session ended is saved after logging in", { tag: "@without-js" }, async ({ page, customer, till, context, complaints }) => {
  // The page that asks to log in says by its status that the form was not taken.
  complaints.allow(/status of 403/);
  const member = new Member(customer, till);
  await member.registers();
  await page.goto("/account/addresses/new");
  await page.getByLabel("Full name").fill("Mira Byrne");
  await page.getByLabel("Address", { exact: true }).fill("3 Quay Street");
  await page.getByLabel("Postal code").fill("P81 X2Y4");
  await page.getByLabel("Town").fill("Ballydehob");
  await page.getByLabel("Country").selectOption({ label: "Ireland" });
  await context.clearCookies({ name: "till_session" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("What you typed is not lost");
  await member.sendsPassword();
  await expect(page.getByText("The address is in your address book.")).toBeVisible();
  await expect(page.getByText("3 Quay Street")).toBeVisible();
});

test("a double click changes the password once, and the customer stays logged in", async ({ page, customer, till }) => {
  const member = new Member(customer, till);
  await member.registers();
  await page.goto("/account/settings/password");
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password").fill("kelp granite harbour");
  // A hand takes its time between two clicks; the second is not part of the first's navigation.
  await page.getByRole("button", { name: "Save" }).evaluate((button: HTMLElement) => {
    button.click();
    setTimeout(() => button.click(), 20);
  });
  await expect(page.getByText("Your new password is saved.")).toBeVisible();
});
