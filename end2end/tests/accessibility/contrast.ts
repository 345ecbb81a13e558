// The contrast that axe cannot measure: text in a frame without a ground of its own lies on what the
// browser paints behind the frame, which axe takes for white.

import type { Locator } from "@playwright/test";

type Colour = readonly [red: number, green: number, blue: number];

/** The ratio of WCAG 2 between a text in a frame and the ground that is painted at the frame's edge. */
export async function contrastThroughFrame(text: Locator, frame: Locator): Promise<number> {
  const front = await text.evaluate(colourOfText);
  const picture = (await frame.screenshot()).toString("base64");
  const behind = await frame.evaluate(pixelAtEdge, picture);
  const [lighter, darker] = [luminance(front), luminance(behind)].toSorted((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function colourOfText(element: Element): Colour {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) {
    throw new Error("nothing to paint on");
  }
  context.fillStyle = getComputedStyle(element).color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** What was painted in the middle of the picture's lower edge, where a field has no letters. */
async function pixelAtEdge(_frame: Element, png: string): Promise<Colour> {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  if (!context) {
    throw new Error("nothing to paint on");
  }
  context.drawImage(bitmap, 0, 0);
  const [x, y] = [Math.floor(bitmap.width / 2), bitmap.height - 2];
  const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
  return [red, green, blue];
}

/** Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([red, green, blue]: Colour): number {
  const [r, g, b] = [red, green, blue].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
