// Where a card number goes: from this frame to the sandbox it came from, and nowhere else.

/** @typedef {{number: string, exp_month: number, exp_year: number, cvc: string}} CardValues */

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
    return {
      error: {
        type: 'api_connection_error',
        message: 'We could not reach the payment service. Please check your connection and try again.',
      },
    };
  }
}

/**
 * @param {string} key
 * @param {CardValues} card
 * @param {Record<string, any>} parameters
 * @param {Record<string, any>} [defaults] billing details that the page gave to the Element
 */
export async function createPaymentMethod(key, card, parameters, defaults) {
  const billing = { ...defaults, ...parameters.billing_details };
  const { value, error } = await post(key, '/v1/payment_methods', {
    ...parameters,
    type: 'card',
    card,
    billing_details: billing,
  });
  return error ? { error } : { paymentMethod: value };
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
