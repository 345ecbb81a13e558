import { expect, test } from "../../shop/test.ts";

test.describe("the cart", () => {
  test("what is added shows in the drawer and is counted", { tag: "@phone" }, async ({ customer }) => {
    await customer.add("stoneware-mug", { variant: "Clay", quantity: 2 });
    await expect(customer.drawer).toBeVisible();
    await expect(customer.drawer.getByRole("link", { name: "Stoneware mug" })).toBeVisible();
    await expect(customer.drawer.getByText("Clay")).toBeVisible();
    await expect(customer.drawer.getByText("€48.00").first()).toBeVisible();
    await customer.drawer.getByRole("button", { name: "Close the cart" }).click();
    await expect(customer.drawer).toBeHidden();
    await customer.seesInCart(2);
  });

  test("quantities change in place and are kept", async ({ page, customer }) => {
    await customer.add("kelp-soap");
    await customer.open("/cart");
    const stored = page.waitForResponse((answer) => answer.url().includes("/api/cart/set"));
    await page.getByRole("button", { name: "One Kelp soap more" }).click();
    await expect(page.getByLabel("Quantity of Kelp soap")).toHaveValue("2");
    await expect(page.locator(".subtotal")).toContainText("€15.00");
    await stored;
    await customer.open("/cart");
    await expect(page.getByLabel("Quantity of Kelp soap")).toHaveValue("2");
  });

  test("a line can be removed, and the empty cart says so", async ({ page, customer }) => {
    await customer.add("kelp-soap");
    await customer.open("/cart");
    await page.getByRole("button", { name: "Remove Kelp soap" }).click();
    await expect(page.getByText("Nothing in here yet.")).toBeVisible();
    await customer.open("/cart");
    await expect(page.getByText("Nothing in here yet.")).toBeVisible();
    await customer.seesInCart(0);
  });

  test("never holds more than there is, and says so", async ({ page, customer }) => {
    await customer.add("moon-jar", { quantity: 5 });
    await expect(customer.drawer.getByText("There are only 2 left")).toBeVisible();
    await expect(customer.drawer.getByLabel("Quantity of Moon jar")).toHaveValue("2");
    await customer.open("/cart");
    await expect(page.getByLabel("Quantity of Moon jar")).toHaveValue("2");
    await expect(page.getByRole("button", { name: "One Moon jar more" })).toBeDisabled();
  });

  test("two tabs fill the same cart", async ({ page, context, customer }) => {
    await customer.add("kelp-soap");
    const other = await context.newPage();
    await other.goto("/p/cherry-spoon");
    await other.getByRole("button", { name: "Add to cart" }).click();
    await expect(other.getByText("Added: Cherry-wood spoon").or(other.getByText("Added to your cart."))).toBeVisible();
    await customer.open("/cart");
    await expect(page.getByLabel("Quantity of Kelp soap")).toHaveValue("1");
    await expect(page.getByLabel("Quantity of Cherry-wood spoon")).toHaveValue("1");
  });

  test("the back button shows the cart as it is now", async ({ page, customer }) => {
    await customer.open("/");
    await customer.seesInCart(0);
    await customer.add("kelp-soap");
    await page.goBack();
    await customer.seesInCart(1);
  });
});

test.describe("in a shop of its own", () => {
  test.use({ ownShop: true });

  test("the cart survives a restart of the shop", async ({ page, customer, till }) => {
    await customer.add("kelp-soap", { quantity: 3 });
    await till.restart();
    await customer.open("/cart");
    await expect(page.getByLabel("Quantity of Kelp soap")).toHaveValue("3");
  });
});
