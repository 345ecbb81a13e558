// Takes the pictures of the documentation: `npm run screenshots`.

import { defineConfig } from "@playwright/test";

import { browserOptions } from "./shop/browser-options.ts";

export default defineConfig({
  testDir: "screenshots",
  workers: 1,
  timeout: 120_000,
  reporter: "list",
  use: { ...(await browserOptions()), locale: "en-GB", timezoneId: "Europe/Dublin" },
});
