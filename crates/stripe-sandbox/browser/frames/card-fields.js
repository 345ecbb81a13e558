// The fields of a card, as Stripe names, labels and hints them.

import { brandOf } from './brands.js';
import { Field } from './controls.js';
import {
  cvcFault, digitsOf, expiryFault, expiryOf, numberFault, writeCvc, writeExpiry, writeNumber,
} from './fields.js';
import { text } from './messages.js';

/** @typedef {import('./brands.js').Brand} Brand */
/** @typedef {{number?: string, exp_month?: number, exp_year?: number, cvc?: string}} CardValues */

/** @param {boolean} bare */
export function numberField(bare) {
  return new Field({
    name: bare ? 'cardnumber' : 'number',
    autocomplete: 'cc-number',
    label: () => text(bare ? 'card_number' : 'number'),
    placeholder: () => '1234 1234 1234 1234',
    inputMode: 'numeric',
    bare,
    write: writeNumber,
    fault: numberFault,
  });
}

/** @param {boolean} bare */
export function expiryField(bare) {
  return new Field({
    name: bare ? 'exp-date' : 'expiry',
    autocomplete: 'cc-exp',
    label: () => text(bare ? 'card_expiry' : 'expiry'),
    placeholder: () => text('placeholder_expiry'),
    inputMode: 'numeric',
    bare,
    write: writeExpiry,
    fault: expiryFault,
  });
}

/**
 * @param {boolean} bare
 * @param {() => Brand} brand of the card that the code belongs to
 */
export function cvcField(bare, brand) {
  return new Field({
    name: 'cvc',
    autocomplete: 'cc-csc',
    label: () => text(bare ? 'card_cvc' : 'cvc'),
    placeholder: () => text('placeholder_cvc'),
    inputMode: 'numeric',
    bare,
    write: (typed) => writeCvc(typed, brand()),
    fault: (typed) => cvcFault(typed, brand()),
  });
}

/** @param {Field} number */
export function brandIn(number) {
  return brandOf(digitsOf(number.value));
}

/**
 * Shortens a security code that was typed before the brand was known.
 *
 * @param {Field} cvc
 * @param {Brand} brand
 */
export function fitCvc(cvc, brand) {
  const written = writeCvc(cvc.value, brand);
  if (written !== cvc.value) {
    cvc.value = written;
  }
}

/**
 * The card, complete and valid, as the API takes it.
 *
 * @param {{number?: Field, expiry?: Field, cvc?: Field}} fields those that there are
 * @returns {CardValues}
 */
export function cardIn({ number, expiry, cvc }) {
  /** @type {CardValues} */
  const card = {};
  if (number) {
    card.number = digitsOf(number.value);
  }
  if (expiry) {
    const { month, year } = expiryOf(expiry.value);
    card.exp_month = month;
    card.exp_year = year;
  }
  if (cvc) {
    card.cvc = digitsOf(cvc.value);
  }
  return card;
}
