// Where a card number goes: from this frame to the sandbox it came from, and nowhere else.

import { text } from './messages.js';

/** @typedef {import('./card-fields.js').CardValues} CardValues */

/**
 * @param {URLSearchParams} form
 * @param {string} name
 * @param {unknown} value
 */
function append(form, name, value) {
  if (value === undefined || value === null) {
    return;
  }
  if (typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      append(form, `${name}[${key}]`, member);
    }
    return;
  }
  form.append(name, String(value));
}

/**
 * @param {string} key the publishable key
 * @param {string} path
 * @param {Record<string, unknown>} parameters
 * @returns {Promise<{value?: any, error?: any}>}
 */
async function post(key, path, parameters) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    append(form, name, value);
  }
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: form,
      credentials: 'omit',
    });
    const body = await response.json();
    return response.ok ? { value: body } : { error: body.error };
  } catch {
    return { error: { type: 'api_connection_error', message: text('connection_failed') } };
  }
}

/**
 * @param {CardValues} card
 * @param {Record<string, any>} parameters
 */
function paymentMethodData(card, parameters) {
  return { ...parameters, type: 'card', card };
}

/**
 * @param {string} key
 * @param {CardValues} card
 * @param {Record<string, any>} parameters
 */
export async function createPaymentMethod(key, card, parameters) {
  const { value, error } = await post(key, '/v1/payment_methods', paymentMethodData(card, parameters));
  return error ? { error } : { paymentMethod: value };
}

/**
 * @param {string} key
 * @param {CardValues} card
 * @param {Record<string, any>} parameters
 */
export async function createConfirmationToken(key, card, parameters) {
  const { value, error } = await post(key, '/v1/confirmation_tokens', {
    use_stripe_sdk: true,
    ...parameters,
    payment_method_data: paymentMethodData(card, parameters.payment_method_data),
  });
  return error ? { error } : { confirmationToken: value };
}

/**
 * @param {string} key
 * @param {CardValues} card
 * @param {Record<string, any>} data name, address and currency
 */
export async function createToken(key, card, data) {
  const { value, error } = await post(key, '/v1/tokens', { card: { ...card, ...data } });
  return error ? { error } : { token: value };
}

/**
 * @param {string} key
 * @param {CardValues} card of which only the security code counts
 */
export async function createCvcToken(key, { cvc }) {
  const { value, error } = await post(key, '/v1/tokens', { cvc_update: { cvc } });
  return error ? { error } : { token: value };
}
