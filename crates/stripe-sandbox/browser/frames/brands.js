// Card brands: how their numbers begin, how long they are, how they are written.

/** @typedef {'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'unknown'} BrandName */

/**
 * @typedef {object} Brand
 * @property {BrandName} name
 * @property {RegExp} prefix
 * @property {number[]} lengths numbers of digits a number can have
 * @property {number[]} groups how many digits stand together
 * @property {number[]} cvcLengths numbers of digits a security code can have
 */

const FOURS = [4, 4, 4, 4, 3];

/** @type {Brand} */
export const UNKNOWN = { name: 'unknown', prefix: /^/, lengths: [16], groups: FOURS, cvcLengths: [3, 4] };

/** @type {Brand[]} */
const BRANDS = [
  { name: 'visa', prefix: /^4/, lengths: [16], groups: FOURS, cvcLengths: [3] },
  { name: 'mastercard', prefix: /^(5[1-5]|2[2-7])/, lengths: [16], groups: FOURS, cvcLengths: [3] },
  { name: 'amex', prefix: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvcLengths: [4] },
  { name: 'diners', prefix: /^3[689]/, lengths: [14], groups: [4, 6, 4], cvcLengths: [3] },
  { name: 'diners', prefix: /^30[0-5]/, lengths: [16], groups: FOURS, cvcLengths: [3] },
  { name: 'jcb', prefix: /^35/, lengths: [16], groups: FOURS, cvcLengths: [3] },
  { name: 'discover', prefix: /^(6011|64|65)/, lengths: [16], groups: FOURS, cvcLengths: [3] },
  { name: 'unionpay', prefix: /^62/, lengths: [16, 19], groups: FOURS, cvcLengths: [3] },
];

/**
 * @param {string} digits
 * @returns {Brand}
 */
export function brandOf(digits) {
  return BRANDS.find((brand) => brand.prefix.test(digits)) ?? UNKNOWN;
}

/**
 * @param {string} name
 * @returns {Brand}
 */
export function brandNamed(name) {
  return BRANDS.find((brand) => brand.name === name) ?? UNKNOWN;
}

/** Countries in which a card's postal code is checked, by their numbers in ISO 3166. */
const POSTAL_COUNTRIES = new Map([
  ['000', 'US'],
  ['124', 'CA'],
  ['826', 'GB'],
  ['840', 'US'],
]);

/**
 * The country whose postal code goes with a card, if one does.
 *
 * Stripe's test cards of other countries than the United States are 4000 00 and the country's number.
 *
 * @param {string} digits
 */
export function postalCountryOf(digits) {
  const country = /^400000(\d{3})/.exec(digits)?.[1];
  return country === undefined ? 'US' : POSTAL_COUNTRIES.get(country);
}
