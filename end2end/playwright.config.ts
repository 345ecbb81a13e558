// What drives the tests: one browser, three ways of looking at the shop.

import { defineConfig, devices } from "@playwright/test";

import { browserOptions } from "./shop/browser-options.ts";

export default defineConfig({
  testDir: "tests",
  // Every worker starts a shop of its own, so tests of different files may run at once.
  workers: 2,
  forbidOnly: !!process.env["CI"],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["html", { open: "never" }]],
  use: {
    ...(await browserOptions()),
    locale: "en-GB",
    timezoneId: "Europe/Dublin",
    trace: "retain-on-failure",
  },
  projects: [
    {
      name: "desktop",
      use: { viewport: { width: 1440, height: 900 } },
      grepInvert: /@only-without-js/,
    },
    {
      name: "phone",
      use: {
        ...devices["iPhone 13"],
        // The device's engine is another; its size, touch and user agent are what matters.
        defaultBrowserType: "chromium",
        viewport: { width: 390, height: 844 },
      },
      grep: /@phone/,
    },
    {
      name: "without-js",
      use: { viewport: { width: 1440, height: 900 }, javaScriptEnabled: false },
      grep: /@without-js|@only-without-js/,
    },
  ],
});
