// The `test` that every file here uses: Playwright's, with a running shop, and a browser whose
// complaints fail the test.

import { expect, test as base } from "@playwright/test";

import { watchIslands } from "./awake.ts";
import { Complaints } from "./complaints.ts";
import { Customer } from "./customer.ts";
import { Till } from "./till.ts";

interface Options {
  /** Whether a test has a shop for itself, because it restarts it, sells it out or counts charges. */
  ownShop: boolean;
}

interface PerTest {
  /** The shop that `page.goto("/")` leads to. */
  till: Till;
  /** Somebody who shops, in the test's page. */
  customer: Customer;
  /** What the browser complained about; a test can allow what it provokes. */
  complaints: Complaints;
}

interface PerWorker {
  /** The shop of all tests of a worker that have none of their own. */
  sharedTill: Till;
}

export const test = base.extend<Options & PerTest, PerWorker>({
  ownShop: [false, { option: true }],

  sharedTill: [
    async ({}, use) => {
      const till = await Till.start();
      await use(till);
      await till.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  till: async ({ ownShop, sharedTill }, use) => {
    if (!ownShop) {
      await use(sharedTill);
      return;
    }
    const till = await Till.start();
    await use(till);
    await till.stop();
  },

  baseURL: async ({ till }, use) => {
    await use(till.address);
  },

  customer: async ({ page }, use) => {
    await use(new Customer(page));
  },

  complaints: [
    async ({ context }, use) => {
      await watchIslands(context);
      const complaints = new Complaints();
      await complaints.listenTo(context);
      await use(complaints);
      expect(complaints.unexpected(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
