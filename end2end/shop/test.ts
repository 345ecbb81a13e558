// The `test` that every file here uses: Playwright's, with a running shop, and a browser whose
// complaints fail the test.

import { expect, test as base } from "@playwright/test";

import { watchIslands } from "./awake.ts";
import { Complaints } from "./complaints.ts";
import { Customer } from "./customer.ts";
import { Till } from "./till.ts";

interface Options {
  /** Settings of the shop that go over the usual ones, such as `TILL_PAYMENT_FLOWS`. */
  settings: Record<string, string>;
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
  /** The shops of all tests of a worker that have none of their own: one for each settings. */
  sharedTills: (settings: Record<string, string>) => Promise<Till>;
}

export const test = base.extend<Options & PerTest, PerWorker>({
  ownShop: [false, { option: true }],

  settings: [{}, { option: true }],

  sharedTills: [
    async ({}, use) => {
      const tills = new Map<string, Promise<Till>>();
      await use((settings) => {
        const key = JSON.stringify(settings);
        const till = tills.get(key) ?? Till.start(settings);
        tills.set(key, till);
        return till;
      });
      for (const till of tills.values()) {
        await (await till).stop();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],

  till: async ({ ownShop, settings, sharedTills }, use) => {
    if (!ownShop) {
      await use(await sharedTills(settings));
      return;
    }
    const till = await Till.start(settings);
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
