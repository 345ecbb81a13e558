// What a customer does, in their words: by labels and buttons, as one who cannot see the page
// would find them.

import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";

/** Where the parcel goes, by the labels of the fields. */
export const ADDRESS = {
  Email: "ada@example.org",
  "Full name": "Ada Byrne",
  Address: "12 Harbour Road",
  "Postal code": "P81 X2Y4",
  Town: "Ballydehob",
} as const;

export const COUNTRY = "Ireland";

/** Cards of the sandbox, which are Stripe's. */
export const CARDS = {
  succeeds: "4242424242424242",
  declined: "4000000000000002",
  insufficientFunds: "4000000000009995",
  asksTheBank: "4000000000003220",
} as const;

/** Where the card's number is typed. */
function numberIn(frame: FrameLocator): Locator {
  return frame.getByPlaceholder("1234 1234 1234 1234");
}

/** A browser tab of somebody who shops. */
export class Customer {
  constructor(readonly page: Page) {}

  /** Opens a page, and waits until its islands react. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    await this.awake();
  }

  /** Waits until the islands of the page that is open react. */
  async awake(): Promise<void> {
    await this.page.waitForFunction(() => window.islandsAreAwake === true);
  }

  /** Puts a product into the cart on its page, which opens the drawer. */
  async add(slug: string, choice: { variant?: string; quantity?: number } = {}): Promise<void> {
    await this.open(`/p/${slug}`);
    if (choice.variant !== undefined) {
      await this.variant(choice.variant).check();
    }
    if (choice.quantity !== undefined) {
      await this.page.getByLabel("Quantity", { exact: true }).fill(String(choice.quantity));
    }
    const stored = this.page.waitForResponse((answer) => answer.url().includes("/api/cart/add"));
    await this.page.getByRole("button", { name: "Add to cart" }).click();
    await stored;
  }

  variant(name: string): Locator {
    return this.page.getByRole("radio", { name });
  }

  get drawer(): Locator {
    return this.page.getByRole("dialog", { name: "Your cart" });
  }

  /** Sees the number of pieces on the cart's button. */
  async seesInCart(pieces: number): Promise<void> {
    const button = this.page.getByRole("banner").getByRole("link", { name: /^Cart, items:/ });
    // No number is as good as none.
    const name = pieces === 0 ? /^Cart, items:( 0)?$/ : `Cart, items: ${pieces}`;
    await expect(button).toHaveAccessibleName(name);
  }

  /** Puts one thing into the cart and goes to the checkout, to where the card can be typed. */
  async goToCheckout(slug = "stoneware-mug", frame: FrameLocator = this.cardFrame): Promise<void> {
    await this.goToWaysToPay(slug);
    await expect(numberIn(frame)).toBeVisible();
  }

  /** Puts one thing into the cart and goes to the checkout. */
  async goToWaysToPay(slug = "stoneware-mug"): Promise<void> {
    await this.add(slug);
    await this.drawer.getByRole("link", { name: "Go to checkout" }).click();
    await this.page.waitForURL("**/checkout");
    await this.awake();
  }

  /** Chooses a way to pay, where there are several. */
  async payBy(name: string): Promise<void> {
    await this.page.getByRole("radio", { name, exact: true }).check();
  }

  /** Fills in contact and address. */
  async fillAddress(changes: Partial<Record<keyof typeof ADDRESS, string>> = {}): Promise<void> {
    for (const [label, text] of Object.entries({ ...ADDRESS, ...changes })) {
      await this.page.getByLabel(label, { exact: true }).fill(text);
    }
    await this.page.getByLabel("Country", { exact: true }).selectOption({ label: COUNTRY });
  }

  /** The frame of the Card Element, on Stripe's origin. */
  get cardFrame(): FrameLocator {
    return this.page.frameLocator('iframe[title="Secure card payment input frame"]');
  }

  /** The frame of the Payment Element. */
  get paymentFrame(): FrameLocator {
    return this.page.frameLocator('iframe[title="Secure payment input frame"]');
  }

  get cardNumber(): Locator {
    return numberIn(this.cardFrame);
  }

  /** Types a card into the Element that is shown. */
  async typeCard(number: string, frame: FrameLocator = this.cardFrame): Promise<void> {
    await numberIn(frame).fill(number);
    await frame.getByPlaceholder("MM / YY").fill("12 / 40");
    await frame.getByPlaceholder("CVC").fill("123");
  }

  get payButton(): Locator {
    return this.page.getByRole("button", { name: /^Pay / });
  }

  /** The bank's window in the middle of a payment. */
  get bank(): FrameLocator {
    return this.page.frameLocator('iframe[title="Payment authentication"]');
  }

  async answerTheBank(answer: "Complete" | "Fail"): Promise<void> {
    await this.bank.getByRole("button", { name: answer }).click();
  }

  /** Waits for the order's page and sees that it is paid. */
  async seesPaidOrder(): Promise<void> {
    await this.page.waitForURL("**/orders/*");
    await expect(this.page.getByRole("heading", { level: 1, name: "Thank you" })).toBeVisible();
    await expect(this.fact("Status")).toHaveText("Paid");
  }

  /** What the order's page says under a heading of its list of facts. */
  fact(name: string): Locator {
    return this.page.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("~ dd");
  }

  /** What went wrong with the payment, as it is told beside the button. */
  get failure(): Locator {
    return this.page.getByRole("alert").filter({ hasText: /\S/ });
  }
}

declare global {
  interface Window {
    /** Set by the fixtures once the WebAssembly module has run. */
    islandsAreAwake?: boolean;
  }
}
