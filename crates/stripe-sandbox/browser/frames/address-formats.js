// How addresses are written in each country: what they have, and what it is called.

import { hasPostalCode } from './postal-codes.js';

/** @typedef {import('./messages.js').TextName} TextName */
/**
 * @typedef {object} AddressFormat
 * @property {boolean} postalFirst whether the postal code stands before the city
 * @property {TextName} city
 * @property {TextName | null} state what the region is called, if addresses have one
 * @property {boolean} stateRequired
 * @property {TextName | null} postal what the postal code is called, if there is one
 * @property {boolean} postalRequired
 */

/** @type {Record<string, Partial<AddressFormat>>} */
const FORMATS = {
  AU: { postalFirst: false, city: 'suburb', state: 'state', stateRequired: true },
  BR: { postalFirst: false, state: 'state', stateRequired: true },
  CA: { postalFirst: false, state: 'province', stateRequired: true },
  CN: { postalFirst: false, state: 'province', stateRequired: true },
  ES: { state: 'province', stateRequired: true },
  GB: { postalFirst: false, city: 'town' },
  IE: { postalFirst: false, state: 'county', postalRequired: false },
  IN: { postalFirst: false, state: 'state', stateRequired: true },
  IT: { state: 'province', stateRequired: true },
  JP: { state: 'prefecture', stateRequired: true },
  MX: { state: 'state', stateRequired: true },
  US: { postalFirst: false, state: 'state', stateRequired: true, postal: 'zip' },
};

/**
 * @param {string} country
 * @returns {AddressFormat}
 */
export function formatOf(country) {
  return {
    postalFirst: true,
    city: 'city',
    state: null,
    stateRequired: false,
    postal: hasPostalCode(country) ? 'postal_code' : null,
    postalRequired: true,
    ...FORMATS[country],
  };
}
