// What a browser complains about while a test runs: console errors, uncaught errors, and
// violations of the content security policy. A test that does not allow them fails by them.

import type { BrowserContext } from "@playwright/test";

export class Complaints {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Allows complaints that match, because they are what the test is about. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** Those that nobody allowed. */
  unexpected(): string[] {
    return this.seen.filter((complaint) => !this.allowed.some((pattern) => pattern.test(complaint)));
  }

  /** Listens to every page of the context, frames and windows that they open included. */
  async listenTo(context: BrowserContext): Promise<void> {
    context.on("console", (message) => {
      if (message.type() === "error") {
        this.seen.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => {
      this.seen.push(`uncaught: ${error.error().stack ?? error.error().message}`);
    });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(
          `policy violated: ${event.violatedDirective} by ${event.blockedURI} in ${event.documentURI}`,
        );
      });
    });
  }
}
