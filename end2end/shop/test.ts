// The `test` that every file here uses: Playwright's, with a running shop, and a browser whose
// complaints fail the test.

import { expect, test as base } from "@playwright/test";

import { Complaints } from "./complaints.ts";
import { Till } from "./till.ts";

interface PerTest {
  /** What the browser complained about; a test can allow what it provokes. */
  complaints: Complaints;
  /** A shop for this test alone, for one that restarts it or sells it out. */
  ownTill: Till;
}

interface PerWorker {
  /** The shop that the tests of one worker share; `page.goto("/")` leads to it. */
  till: Till;
}

export const test = base.extend<PerTest, PerWorker>({
  till: [
    async ({}, use) => {
      const till = await Till.start();
      await use(till);
      await till.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  baseURL: async ({ till }, use) => {
    await use(till.address);
  },

  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints();
      await complaints.listenTo(context);
      await use(complaints);
      expect(complaints.unexpected(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],

  ownTill: async ({}, use) => {
    const till = await Till.start();
    await use(till);
    await till.stop();
  },
});

export { expect };
