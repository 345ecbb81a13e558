// The `style` of an Element without a box of its own.

import { addRule } from './styles.js';

/** Where each variant of a style applies, the later over the earlier. */
const VARIANTS = /** @type {const} */ ([
  ['base', '.card .Input', '.card .icon'],
  ['empty', '.card .Input.Input--empty', '.card.none .icon'],
  ['complete', '.card .Input.Input--complete', '.card.done .icon'],
  ['invalid', '.card .Input.Input--invalid', '.card.invalid .icon'],
]);

const PSEUDO = /** @type {const} */ ([
  ':hover',
  ':focus',
  '::placeholder',
  '::selection',
  ':-webkit-autofill',
  ':disabled',
]);

/**
 * The sheet of a page's `style`.
 *
 * @param {Record<string, any>} style
 */
export function cardStyle(style) {
  const sheet = new CSSStyleSheet();
  for (const [variant, input, icon] of VARIANTS) {
    const { iconColor, padding, backgroundColor, ...text } = style[variant] ?? {};
    if (variant === 'base') {
      // The line's em is the text's, and the ground lies behind all of the line.
      addRule(sheet, '.card .line', { ...text, padding, backgroundColor });
    } else {
      addRule(sheet, input, { ...text, backgroundColor });
    }
    addRule(sheet, icon, { color: iconColor });
    for (const pseudo of PSEUDO) {
      addRule(sheet, `${input}${pseudo}`, style[variant]?.[pseudo] ?? {});
    }
  }
  return sheet;
}
