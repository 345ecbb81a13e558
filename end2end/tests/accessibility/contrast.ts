// The contrast that axe cannot measure: text in a frame without a ground of its own lies on that of
// the page around it, which axe takes for white.

import type { Locator } from "@playwright/test";

type Colour = readonly [red: number, green: number, blue: number];

/** The ratio of WCAG 2 between a text in a frame and the ground behind the frame. */
export async function contrastThroughFrame(text: Locator, frame: Locator): Promise<number> {
  const front = await text.evaluate(toRgb, "color");
  const behind = await frame.evaluate(toRgb, "background-color");
  const [lighter, darker] = [luminance(front), luminance(behind)].toSorted((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** A colour of the element, or of the nearest one around it that is not transparent. */
function toRgb(start: Element, property: string): Colour {
  const context = document.createElement("canvas").getContext("2d");
  for (let element: Element | null = start; context && element; element = element.parentElement) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(element).getPropertyValue(property);
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    if (alpha === 255) {
      return [red, green, blue];
    }
  }
  throw new Error(`no opaque ${property} was found`);
}

/** Relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([red, green, blue]: Colour): number {
  const [r, g, b] = [red, green, blue].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
