import { register } from "../../shop/registering.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ viewport: { width: 390, height: 844 } });

/** As long as an address may be, with nowhere that a line would break. */
const EMAIL = `${"a".repeat(64)}@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`;

test("no name and no address is too long for a phone", async ({ page, customer, till }) => {
  expect(EMAIL).toHaveLength(254);
  await register(customer, till, EMAIL);
  for (const street of ["3 Quay Street", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch 7"]) {
    await page.goto("/account/addresses/new");
    await page.getByLabel("Full name").fill("Wolfeschlegelsteinhausenbergerdorff-O\u2019Shaughnessy \u{1F600}");
    await page.getByLabel("Address", { exact: true }).fill(street);
    await page.getByLabel("Postal code").fill("P81 X2Y4");
    await page.getByLabel("Town").fill("\u0628\u0627\u0644\u064A\u062F\u064A\u0647\u0648\u0628");
    await page.getByLabel("Country").selectOption({ label: "Ireland" });
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The address is in your address book.")).toBeVisible();
  }
  await customer.add("stoneware-mug");
  for (const path of ["/account", "/account/addresses", "/account/settings", "/account/settings/email", "/checkout"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, path).toBeLessThanOrEqual(0);
  }
});
