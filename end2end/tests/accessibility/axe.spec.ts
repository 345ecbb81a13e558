import { CARDS } from "../../shop/customer.ts";
import { expect, test } from "../../shop/test.ts";
import { contrastThroughFrame } from "./contrast.ts";
import { cardFrame, findings, paymentFrame } from "./findings.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, { tag: "@phone" }, () => {
    test.use({ colorScheme });

    const pages = {
      home: "/",
      category: "/c/tableware",
      product: "/p/enamel-saucepan",
      "search results": "/search?q=linen",
      "an empty search": "/search?q=zeppelin",
      "an empty cart": "/cart",
      "an empty checkout": "/checkout",
      "a missing page": "/nowhere",
      "a missing order": "/orders/nothing",
    };
    for (const [name, path] of Object.entries(pages)) {
      test(`axe finds nothing serious on ${name}`, async ({ page, complaints }) => {
        complaints.allow(/404/);
        await page.goto(path);
        expect(await findings(page)).toEqual([]);
      });
    }

    test("axe finds nothing serious on the way to a paid order", async ({ page, customer }) => {
      test.slow();
      await customer.add("stoneware-mug");
      await expect(customer.drawer).toBeVisible();
      expect(await findings(page), "drawer").toEqual([]);
      await customer.open("/cart");
      expect(await findings(page), "cart").toEqual([]);
      await customer.open("/checkout");
      await expect(customer.cardNumber).toBeVisible();
      expect(await findings(page), "checkout").toEqual([]);
      const contrast = await contrastThroughFrame(customer.cardNumber, cardFrame(page));
      expect(contrast).toBeGreaterThanOrEqual(4.5);
      await customer.payButton.click();
      await expect(page.getByLabel("Email", { exact: true })).toHaveAttribute("aria-invalid", "true");
      expect(await findings(page), "checkout with errors").toEqual([]);
      await customer.fillAddress();
      await customer.typeCard(CARDS.asksTheBank);
      await customer.payButton.click();
      await expect(customer.bank.getByRole("button", { name: "Complete" })).toBeVisible();
      expect(await findings(page), "the bank's window").toEqual([]);
      await customer.answerTheBank("Complete");
      await customer.seesPaidOrder();
      expect(await findings(page), "order").toEqual([]);
      await page.getByRole("link", { name: "Receipt to print" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Receipt" })).toBeVisible();
      expect(await findings(page), "receipt").toEqual([]);
    });

    test.describe("with every way to pay", () => {
      test.use({ settings: { TILL_PAYMENT_FLOWS: "manual,element,token,hosted" } });

      test("axe finds nothing serious on the checkout", async ({ page, customer, complaints }) => {
        // Chromium reports any answer over 399 to its console; this is the page with what is wrong.
        complaints.allow(/422/);
        test.slow();
        await customer.goToCheckout();
        expect(await findings(page), "card").toEqual([]);
        await customer.payBy("Card and more");
        const number = customer.paymentFrame.getByPlaceholder("1234 1234 1234 1234");
        await expect(number).toBeVisible();
        expect(await findings(page), "card and more").toEqual([]);
        const contrast = await contrastThroughFrame(number, paymentFrame(page));
        expect(contrast).toBeGreaterThanOrEqual(4.5);
        await customer.payBy("On Stripe's page");
        await expect(page.getByText("You go on to a page of Stripe's")).toBeVisible();
        expect(await findings(page), "on Stripe's page").toEqual([]);
        await customer.payButton.click();
        await expect(page.getByLabel("Email", { exact: true })).toHaveAttribute("aria-invalid", "true");
        await customer.awake();
        expect(await findings(page), "what is wrong").toEqual([]);
      });
    });
  });
}
