import { CARDS } from "../../shop/customer.ts";
import { register } from "../../shop/registering.ts";
import { goToSavedCard, securityCode } from "../../shop/saved-cards.ts";
import { expect, test } from "../../shop/test.ts";
import { contrastThroughFrame } from "./contrast.ts";
import { cardFrame, codeFrame, findings } from "./findings.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, { tag: "@phone" }, () => {
    test.use({ colorScheme });

    test("axe finds nothing serious on saved cards", async ({ page, customer, till }) => {
      test.slow();
      await register(customer, till);
      await page.goto("/account/cards");
      expect(await findings(page), "no card").toEqual([]);

      await customer.open("/account/cards/new");
      await expect(customer.cardNumber).toBeVisible();
      expect(await findings(page), "a card to be added").toEqual([]);
      const contrast = await contrastThroughFrame(customer.cardNumber, cardFrame(page));
      expect(contrast).toBeGreaterThanOrEqual(4.5);
      await customer.typeCard(CARDS.declined);
      await page.getByRole("button", { name: "Save card" }).click();
      await expect(customer.failure).toContainText("does not allow this card");
      expect(await findings(page), "a card that was refused").toEqual([]);
      await customer.typeCard(CARDS.succeeds);
      await page.getByRole("button", { name: "Save card" }).click();
      await expect(page.getByText("Your card is saved.")).toBeVisible();
      expect(await findings(page), "a card").toEqual([]);

      await goToSavedCard(customer);
      expect(await findings(page), "the checkout with a saved card").toEqual([]);
      expect(await contrastThroughFrame(securityCode(customer), codeFrame(page))).toBeGreaterThanOrEqual(4.5);
      await customer.payBy("Another card");
      await expect(page.getByRole("checkbox", { name: /Save this card/ })).toBeVisible();
      expect(await findings(page), "another card").toEqual([]);
    });
  });
}
