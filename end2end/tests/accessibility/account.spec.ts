import { Member } from "../../shop/member.ts";
import { PASSWORD } from "../../shop/registering.ts";
import { expect, test } from "../../shop/test.ts";
import { findings } from "./findings.ts";

/** Pages that anybody can see. */
const OPEN = [
  "/account/login",
  "/account/register",
  "/account/forgot",
  "/account/mailed",
  "/account/link/ended",
];

/** Pages of somebody who is logged in. */
const OWN = [
  "/account",
  "/account/orders",
  "/account/addresses",
  "/account/addresses/new",
  "/account/settings",
  "/account/settings/email",
  "/account/settings/password",
  "/account/settings/delete",
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, { tag: "@phone" }, () => {
    test.use({ colorScheme });

    test("axe finds nothing serious on the way into an account", async ({ page, customer, till, complaints }) => {
      complaints.allow(/410|422/);
      for (const path of OPEN) {
        await page.goto(path);
        expect(await findings(page), path).toEqual([]);
      }
      await page.goto("/account/login");
      await new Member(customer, till).sendsPassword("not the password");
      await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
      expect(await findings(page), "a wrong password").toEqual([]);
    });

    test("axe finds nothing serious in an account", async ({ page, browser, customer, till, complaints }) => {
      test.slow();
      complaints.allow(/422/);
      const member = new Member(customer, till);
      await member.registers();
      expect(await findings(page), "a new account").toEqual([]);
      await member.addsAddress("12 Harbour Road");
      await member.addsAddress("3 Quay Street");
      expect(await findings(page), "two addresses").toEqual([]);
      const other = await browser.newContext({ baseURL: till.address });
      await other.request.post("/account/login", {
        form: { email: member.email, password: PASSWORD },
        headers: { origin: till.address },
      });
      for (const path of OWN) {
        await page.goto(path);
        expect(await findings(page), path).toEqual([]);
      }
      await page.goto("/account/addresses/new");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByLabel("Full name")).toBeFocused();
      expect(await findings(page), "an address with faults").toEqual([]);
      await other.close();
    });
  });
}
