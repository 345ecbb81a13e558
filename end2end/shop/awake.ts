// Tells a test when the islands of a page react, which nothing on the page shows.

import type { BrowserContext } from "@playwright/test";

/** Sets `window.islandsAreAwake` on each page, a task after its WebAssembly module was made. */
export async function watchIslands(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      // Hydration follows in microtasks, so a new task comes after it.
      setTimeout(() => {
        window.islandsAreAwake = true;
      });
      return made;
    };
  });
}
