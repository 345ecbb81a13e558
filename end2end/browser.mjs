// Finds the browser that the tests drive. Run as a program it prints the path, or fails.

import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const USUAL_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/opt/google/chrome/chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Playwright's own download, if it is there and the libraries it needs are too.
 * @returns {Promise<string | undefined>}
 */
async function ofPlaywright() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  const starts = isProgram(path) && spawnSync(path, ["--version"]).status === 0;
  return starts ? path : undefined;
}

/**
 * The browser named in `TILL_BROWSER`, else one of the system's, else Playwright's own.
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser() {
  const named = process.env["TILL_BROWSER"];
  if (named) {
    return named;
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...candidates, ...USUAL_PLACES].find(isProgram) ?? (await ofPlaywright());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await findBrowser();
  if (path === undefined) {
    console.error("No Chromium or Chrome was found; name one in TILL_BROWSER.");
    process.exit(1);
  }
  console.log(path);
}
