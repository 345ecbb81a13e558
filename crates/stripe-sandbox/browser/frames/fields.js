// What the card's fields accept: how they are written, and what is wrong with what was typed.

import { brandOf } from './brands.js';
import { fault } from './messages.js';

/** @typedef {import('./brands.js').Brand} Brand */
/** @typedef {import('./messages.js').Fault} Fault */
/** @typedef {'number' | 'expiry' | 'cvc'} FieldName */

/** How far in the future a card may expire, in years. */
const MAX_YEARS = 50;

/** @param {string} text */
export function digitsOf(text) {
  return text.replace(/\D/g, '');
}

/**
 * The Luhn check.
 *
 * @param {string} digits
 */
function passesLuhn(digits) {
  const sum = Array.from(digits, Number)
    .reverse()
    .map((digit, position) => (position % 2 === 1 ? digit * 2 : digit))
    .reduce((total, digit) => total + (digit > 9 ? digit - 9 : digit), 0);
  return sum % 10 === 0;
}

/** @param {string} text */
export function writeNumber(text) {
  const brand = brandOf(digitsOf(text));
  const digits = digitsOf(text).slice(0, Math.max(...brand.lengths));
  /** @type {string[]} */
  const groups = [];
  let start = 0;
  for (const size of brand.groups) {
    if (start < digits.length) {
      groups.push(digits.slice(start, start + size));
    }
    start += size;
  }
  return groups.join(' ');
}

/** @param {string} text */
export function writeExpiry(text) {
  // Browsers fill in MM/YYYY.
  const filled = /^\s*(\d{1,2})\s*[/-]\s*(?:20)?(\d{2})\s*$/.exec(text);
  let digits = filled ? `${filled[1]?.padStart(2, '0')}${filled[2]}` : digitsOf(text);
  if (!filled && (/^[2-9]/.test(digits) || /^1[3-9]/.test(digits) || /^1\s*\//.test(text))) {
    digits = `0${digits}`;
  }
  const month = digits.slice(0, 2);
  const year = digits.slice(2, 4);
  if (month === '00') {
    return '0';
  }
  return year === '' ? month : `${month} / ${year}`;
}

/**
 * @param {string} text
 * @param {Brand} brand
 */
export function writeCvc(text, brand) {
  return digitsOf(text).slice(0, Math.max(...brand.cvcLengths));
}

/**
 * What is wrong with a card number, if anything. An empty field is incomplete.
 *
 * @param {string} text
 * @returns {Fault | null}
 */
export function numberFault(text) {
  const digits = digitsOf(text);
  if (!brandOf(digits).lengths.includes(digits.length)) {
    return fault('incomplete_number');
  }
  return passesLuhn(digits) ? null : fault('invalid_number');
}

/**
 * @param {string} text
 * @returns {Fault | null}
 */
export function expiryFault(text) {
  if (digitsOf(text).length < 4) {
    return fault('incomplete_expiry');
  }
  const today = new Date();
  const { month, year } = expiryOf(text);
  if (year < today.getFullYear()) {
    return fault('invalid_expiry_year_past');
  }
  if (year > today.getFullYear() + MAX_YEARS) {
    return fault('invalid_expiry_year');
  }
  const past = year === today.getFullYear() && month < today.getMonth() + 1;
  return past ? fault('invalid_expiry_month_past') : null;
}

/**
 * @param {string} text
 * @param {Brand} brand
 * @returns {Fault | null}
 */
export function cvcFault(text, brand) {
  return brand.cvcLengths.includes(digitsOf(text).length) ? null : fault('incomplete_cvc');
}

/**
 * Month and year of an expiry date that is complete.
 *
 * @param {string} text
 */
export function expiryOf(text) {
  const digits = digitsOf(text);
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) };
}

/**
 * How a page that has all three fields writes one of them.
 *
 * @param {FieldName} name
 * @param {string} text
 * @param {string} number the digits of the card number
 */
export function write(name, text, number) {
  switch (name) {
    case 'number':
      return writeNumber(text);
    case 'expiry':
      return writeExpiry(text);
    case 'cvc':
      return writeCvc(text, brandOf(number));
  }
}

/**
 * What is wrong with one of the three fields, if anything.
 *
 * @param {FieldName} name
 * @param {string} text
 * @param {string} number the digits of the card number
 * @returns {Fault | null}
 */
export function faultOf(name, text, number) {
  switch (name) {
    case 'number':
      return numberFault(text);
    case 'expiry':
      return expiryFault(text);
    case 'cvc':
      return cvcFault(text, brandOf(number));
  }
}
