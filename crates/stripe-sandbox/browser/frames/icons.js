// Drawings of cards. They are no more than hints: assistive technology is not told of them.

/** @typedef {import('./brands.js').BrandName} BrandName */
/** @typedef {'default' | 'solid'} IconStyle */

const PLATE = '<rect x=".5" y=".5" width="31" height="21" rx="3" fill="#fff" stroke="#d8dce6"/>';

/** @param {string} fill */
const plate = (fill) => `<rect width="32" height="22" rx="3.5" fill="${fill}"/>`;

/**
 * @param {string} text
 * @param {string} fill
 * @param {number} size
 * @param {string} [more] attributes
 */
const word = (text, fill, size, more = '') =>
  `<text x="16" y="11" dominant-baseline="central" text-anchor="middle" font-family="Arial, Helvetica, sans-serif" font-weight="700" font-size="${size}" fill="${fill}" ${more}>${text}</text>`;

/** @type {Record<BrandName, string>} */
const DRAWINGS = {
  visa: PLATE + word('VISA', '#1a1f71', 10, 'font-style="italic" letter-spacing=".2"'),
  mastercard:
    PLATE +
    '<circle cx="12.5" cy="11" r="6" fill="#eb001b"/><circle cx="19.5" cy="11" r="6" fill="#f79e1b"/><path d="M16 6.13a6 6 0 0 1 0 9.74 6 6 0 0 1 0-9.74z" fill="#ff5f00"/>',
  amex: plate('#016fd0') + word('AMEX', '#fff', 8.5),
  discover:
    PLATE +
    '<path d="M31.5 12v6.5a3 3 0 0 1-3 3H12c9-1.500 15-4.500 19.500-9.500z" fill="#f58220"/>' +
    '<g transform="translate(0 -2)">' + word('DISCOVER', '#231f20', 5.4) + '</g>',
  diners:
    PLATE +
    '<circle cx="16" cy="11" r="7" fill="#0079be"/><circle cx="16" cy="11" r="5.600" fill="#fff"/><path d="M14.600 7v8a4.200 4.200 0 0 1 0-8zm2.800 0v8a4.200 4.200 0 0 0 0-8z" fill="#0079be"/>',
  jcb:
    PLATE +
    '<rect x="6" y="4" width="6" height="14" rx="2" fill="#0e4c96"/><rect x="13" y="4" width="6" height="14" rx="2" fill="#bc0031"/><rect x="20" y="4" width="6" height="14" rx="2" fill="#007b40"/>' +
    word('J C B', '#fff', 5.6, 'letter-spacing="1"'),
  unionpay:
    PLATE +
    '<path d="M9 4h6l-3 14H6z" fill="#e21836"/><path d="M15 4h6l-3 14h-6z" fill="#00447c"/><path d="M21 4h6l-3 14h-6z" fill="#007b84"/>',
  unknown:
    '<rect x="1" y="1" width="30" height="20" rx="3" fill="none" stroke="currentColor" stroke-width="2"/><rect x="1" y="5.500" width="30" height="4" fill="currentColor"/><rect x="5" y="14" width="8" height="2.500" rx="1" fill="currentColor"/>',
};

const WORDS = { visa: 'VISA', mastercard: 'MC', amex: 'AMEX', discover: 'DISC', diners: 'DINERS', jcb: 'JCB', unionpay: 'UP' };

const CODE =
  '<rect x="1" y="1" width="26" height="18" rx="3" fill="none" stroke="currentColor" stroke-width="1.800"/><rect x="1" y="4.500" width="26" height="3.600" fill="currentColor"/><circle cx="24" cy="14.500" r="7" fill="var(--icon-ground)" stroke="currentColor" stroke-width="1.400"/><text x="24" y="14.700" dominant-baseline="central" text-anchor="middle" font-family="Arial, Helvetica, sans-serif" font-weight="700" font-size="6.500" fill="currentColor">123</text>';

/** Brands that a field shows before anything is typed. */
const SHOWN = /** @type {BrandName[]} */ (['visa', 'mastercard', 'amex', 'discover']);

/**
 * @param {string} content
 * @param {string} className
 */
function draw(content, className) {
  const source = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 22" width="32" height="22" class="${className}" aria-hidden="true" focusable="false">${content}</svg>`;
  return document.importNode(new DOMParser().parseFromString(source, 'image/svg+xml').documentElement, true);
}

/**
 * @param {BrandName} name
 * @param {IconStyle} style
 */
export function brandIcon(name, style) {
  if (style === 'solid' && name !== 'unknown') {
    const drawn = plate('currentColor') + word(WORDS[name], 'var(--icon-ground)', 8);
    return draw(drawn, `brand ${name} solid`);
  }
  return draw(DRAWINGS[name], `brand ${name}`);
}

/** The brands that can be paid with. */
export function brandIcons() {
  return SHOWN.map((name) => brandIcon(name, 'default'));
}

/** Where a card has its security code. */
export function cvcIcon() {
  return draw(CODE, 'code');
}
