// What the fields accept: how they are written, and what is wrong with what was typed.

import { brandOf } from './brands.js';

/** @typedef {'number' | 'expiry' | 'cvc'} FieldName */
/** @typedef {{code: string, message: string}} Fault */

/** How far in the future a card may expire, in years. */
const MAX_YEARS = 50;

/** @type {Record<string, string>} */
const MESSAGES = {
  incomplete_number: 'Your card number is incomplete.',
  invalid_number: 'Your card number is invalid.',
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry_month_past: "Your card's expiration date is in the past.",
  invalid_expiry_year_past: "Your card's expiration year is in the past.",
  invalid_expiry_year: "Your card's expiration year is invalid.",
  incomplete_cvc: "Your card's security code is incomplete.",
};

/**
 * @param {string} code
 * @returns {Fault}
 */
function fault(code) {
  return { code, message: MESSAGES[code] ?? '' };
}

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
function writeNumber(text) {
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
function writeExpiry(text) {
  // Browsers fill in MM/YYYY.
  const filled = /^\s*(\d{1,2})\s*[/-]\s*(?:20)?(\d{2})\s*$/.exec(text);
  let digits = filled ? `${filled[1]?.padStart(2, '0')}${filled[2]}` : digitsOf(text);
  if (/^[2-9]/.test(digits) || /^1\s*\/.*$/.test(text)) {
    digits = filled ? digits : `0${digits}`;
  } else if (/^1[3-9]/.test(digits)) {
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
 * @param {FieldName} name
 * @param {string} text
 * @param {string} number the digits of the card number
 * @returns {string} the text as the field shows it
 */
export function write(name, text, number) {
  switch (name) {
    case 'number':
      return writeNumber(text);
    case 'expiry':
      return writeExpiry(text);
    case 'cvc':
      return digitsOf(text).slice(0, number === '' ? 4 : brandOf(number).cvcLength);
  }
}

/** @param {string} digits */
function numberFault(digits) {
  if (!brandOf(digits).lengths.includes(digits.length)) {
    return fault('incomplete_number');
  }
  return passesLuhn(digits) ? null : fault('invalid_number');
}

/** @param {string} digits */
function expiryFault(digits) {
  if (digits.length < 4) {
    return fault('incomplete_expiry');
  }
  const today = new Date();
  const { month, year } = expiryOf(digits);
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
 * What is wrong with a field, if anything. An empty field is incomplete.
 *
 * @param {FieldName} name
 * @param {string} text
 * @param {string} number the digits of the card number
 * @returns {Fault | null}
 */
export function faultOf(name, text, number) {
  const digits = digitsOf(text);
  switch (name) {
    case 'number':
      return numberFault(digits);
    case 'expiry':
      return expiryFault(digits);
    case 'cvc':
      return digits.length === brandOf(number).cvcLength ? null : fault('incomplete_cvc');
  }
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
