import { ADDRESS, CARDS, type Customer } from "../../shop/customer.ts";
import { linkTo, mailsTo, mailTo } from "../../shop/mailbox.ts";
import { expect, test } from "../../shop/test.ts";

test.use({ settings: { TILL_PAYMENT_FLOWS: "manual" }, ownShop: true });

/** Pays for a mug; gives the path of the order's page. */
async function buy(customer: Customer, card: string, name: string = ADDRESS["Full name"]): Promise<string> {
  await customer.goToCheckout();
  await customer.fillAddress({ "Full name": name });
  await customer.typeCard(card);
  await customer.payButton.click();
  if (card === CARDS.asksTheBank) {
    await customer.answerTheBank("Complete");
  }
  await customer.seesPaidOrder();
  return new URL(customer.page.url()).pathname;
}

test("who has paid finds one mail, which leads to the order and to a receipt to print", { tag: "@phone" }, async ({ page, customer, till }) => {
  const order = await buy(customer, CARDS.asksTheBank);
  const mail = await mailTo(till, ADDRESS.Email, "Receipt for order");
  expect(mail.headers.get("from")).toContain("Kelp & Clay <shop@");
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail.text).toContain("1 × Stoneware mug");
  expect(mail.text).toContain(ADDRESS.Address);
  expect(linkTo(mail, order)).toBe(order);

  await page.goto(linkTo(mail, `${order}/receipt`));
  await expect(page.getByRole("heading", { level: 1, name: "Receipt" })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Stoneware mug/ })).toBeVisible();
  await expect(customer.fact("Buyer")).toContainText(ADDRESS["Full name"]);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("row", { name: /^Stoneware mug/ })).toBeVisible();
  await expect(page.locator(".site-header")).toBeHidden();
  await expect(page.getByRole("link", { name: "Back to the order" })).toBeHidden();

  expect(await mailsTo(till, ADDRESS.Email)).toHaveLength(1);
});

test("the mail shows in a mail program what its text says", async ({ context, customer, till }) => {
  const order = await buy(customer, CARDS.succeeds, "W".repeat(100));
  const mail = await mailTo(till, ADDRESS.Email, "Receipt for order");
  const program = await context.newPage();
  await program.setViewportSize({ width: 390, height: 844 });
  const asked: string[] = [];
  program.on("request", (request) => asked.push(request.url()));
  await program.setContent(mail.html);
  await expect(program.getByRole("heading", { level: 1, name: "Thank you" })).toBeVisible();
  await expect(program.getByRole("link", { name: "See your order" })).toHaveAttribute("href", `${till.address}${order}`);
  await expect(program.getByRole("cell", { name: /Stoneware mug/ })).toBeVisible();
  const wider = await program.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider, "no name is too long for a phone").toBeLessThanOrEqual(0);
  expect(asked.filter((url) => url.startsWith("http")), "a mail loads nothing").toEqual([]);
});

test("an attempt that was declined is no mail", async ({ page, customer, till }) => {
  await customer.goToCheckout();
  await customer.fillAddress();
  await customer.typeCard(CARDS.declined);
  await customer.payButton.click();
  await expect(customer.failure).toBeVisible();
  await customer.typeCard(CARDS.succeeds);
  await customer.payButton.click();
  await customer.seesPaidOrder();
  await mailTo(till, ADDRESS.Email, "Receipt for order");
  expect(await mailsTo(till, ADDRESS.Email)).toHaveLength(1);
  await expect(page.getByRole("link", { name: "Receipt to print" })).toBeVisible();
});
