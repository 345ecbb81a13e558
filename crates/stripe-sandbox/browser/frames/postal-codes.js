// Postal codes: what they look like in the countries whose form is known.

import { fault } from './messages.js';

/** @type {Record<string, RegExp>} */
const FORMS = {
  AU: /^\d{4}$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/,
  DE: /^\d{5}$/,
  ES: /^\d{5}$/,
  FR: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/,
  IT: /^\d{5}$/,
  JP: /^\d{3}-?\d{4}$/,
  US: /^\d{5}(-?\d{4})?$/,
};

/** Countries that have none. */
const NONE = new Set(
  'AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CM DJ DM ER FJ GD GH GM GQ GY HK JM KI KM KN LC ML MO MR MW NR PA QA RW SB SC SL SR ST SY TD TG TK TO TT TV UG VU YE ZW'.split(' '),
);

/** @param {string} country */
export function hasPostalCode(country) {
  return !NONE.has(country);
}

/**
 * Letters are upper-case; a code of digits only takes no others.
 *
 * @param {string} text
 * @param {string} country
 */
export function writePostalCode(text, country) {
  if (country === 'US') {
    return text.replace(/[^\d-]/g, '').slice(0, 10);
  }
  return text.toUpperCase().slice(0, 12);
}

/**
 * @param {string} text
 * @param {string} country
 */
export function postalFault(text, country) {
  const form = FORMS[country] ?? /\S/;
  return form.test(text.trim().toUpperCase()) ? null : fault('incomplete_zip');
}
