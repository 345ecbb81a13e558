// Card brands: how their numbers begin, how long they are, how they are written.

/**
 * @typedef {object} Brand
 * @property {'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown'} name
 * @property {string} badge what the field shows
 * @property {RegExp} prefix
 * @property {number[]} lengths numbers of digits a number can have
 * @property {number[]} groups how many digits stand together
 * @property {number} cvcLength
 */

const FOURS = [4, 4, 4, 4, 3];

/** @type {Brand} */
const UNKNOWN = { name: 'unknown', badge: '', prefix: /^/, lengths: [16], groups: FOURS, cvcLength: 3 };

/** @type {Brand[]} */
const BRANDS = [
  { name: 'visa', badge: 'VISA', prefix: /^4/, lengths: [16], groups: FOURS, cvcLength: 3 },
  { name: 'mastercard', badge: 'MC', prefix: /^(5[1-5]|2[2-7])/, lengths: [16], groups: FOURS, cvcLength: 3 },
  { name: 'amex', badge: 'AMEX', prefix: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvcLength: 4 },
  { name: 'diners', badge: 'DINERS', prefix: /^3[689]/, lengths: [14], groups: [4, 6, 4], cvcLength: 3 },
  { name: 'diners', badge: 'DINERS', prefix: /^30[0-5]/, lengths: [16], groups: FOURS, cvcLength: 3 },
  { name: 'jcb', badge: 'JCB', prefix: /^35/, lengths: [16], groups: FOURS, cvcLength: 3 },
  { name: 'discover', badge: 'DISC', prefix: /^(6011|64|65)/, lengths: [16], groups: FOURS, cvcLength: 3 },
  { name: 'unionpay', badge: 'UP', prefix: /^62/, lengths: [16, 19], groups: FOURS, cvcLength: 3 },
];

/**
 * @param {string} digits
 * @returns {Brand}
 */
export function brandOf(digits) {
  return BRANDS.find((brand) => brand.prefix.test(digits)) ?? UNKNOWN;
}
