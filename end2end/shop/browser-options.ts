// How the browser is started.

import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from "@playwright/test";

import { findBrowser } from "../browser.mjs";

/** No news from outside, no first-run pages, and no sandbox where Chromium cannot have one. */
const ARGUMENTS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function browserOptions(): Promise<
  Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>
> {
  const executablePath = await findBrowser();
  const isRoot = process.getuid?.() === 0;
  return {
    browserName: "chromium",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: isRoot ? [...ARGUMENTS, "--no-sandbox"] : ARGUMENTS,
    },
  };
}
