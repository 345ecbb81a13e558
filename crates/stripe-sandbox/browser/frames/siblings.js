// The other frames of a card whose fields stand apart.
//
// Frames of one origin may look into each other, and the page between them may not: a card number
// goes from frame to frame without passing the page.

/** @typedef {import('./element-form.js').Fault} Fault */
/** @typedef {import('./card-fields.js').CardValues} CardValues */
/** @typedef {{validate(): Fault | null, readonly card: CardValues}} CardPart */

const DOOR = '__sandboxCardPart';

/**
 * Lets the other frames of the card in.
 *
 * @param {CardPart} part
 */
export function openDoor(part) {
  Object.defineProperty(window, DOOR, { value: part, configurable: true });
}

/**
 * The part of the card in the frame of that name, if the page has such a frame of this origin.
 *
 * @param {string | undefined} name
 * @returns {CardPart | undefined}
 */
function partIn(name) {
  for (let index = 0; name !== undefined && index < window.parent.length; index += 1) {
    try {
      const frame = /** @type {any} */ (window.parent[index]);
      if (frame.name === name) {
        return frame[DOOR];
      }
    } catch {
      // A frame of another origin keeps its name to itself.
    }
  }
  return undefined;
}

/**
 * The card of this part and of the frames beside it, or the first fault in any of them.
 *
 * @param {CardPart} own
 * @param {{expiry?: string, cvc?: string}} siblings names of frames
 * @returns {{card: CardValues, fault?: undefined} | {fault: Fault, card?: undefined}}
 */
export function wholeCard(own, siblings) {
  const parts = [own, partIn(siblings.expiry), partIn(siblings.cvc)].filter((part) => part !== undefined);
  const faults = parts.map((part) => part.validate());
  const fault = faults.find((fault) => fault !== null);
  return fault ? { fault } : { card: Object.assign({}, ...parts.map((part) => part.card)) };
}
