// Calls of the REST API with the publishable key.

/** Where Stripe's own script is; a test may answer for that address with this one. */
const STRIPE_ORIGIN = 'https://js.stripe.com';

/** Where the sandbox is, as the page reaches it: this script comes from there. */
const SANDBOX_ORIGIN = (() => {
  const script = document.currentScript;
  const origin =
    script instanceof HTMLScriptElement && script.src !== '' ? new URL(script.src).origin : STRIPE_ORIGIN;
  return origin === STRIPE_ORIGIN ? SERVED_BY : origin;
})();

/**
 * Nested values in the bracket form that Stripe's API reads.
 *
 * @param {URLSearchParams} form
 * @param {string} name
 * @param {unknown} value
 */
function appendToForm(form, name, value) {
  if (value === undefined || value === null) {
    return;
  }
  if (typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      appendToForm(form, `${name}[${key}]`, member);
    }
    return;
  }
  form.append(name, String(value));
}

/**
 * @param {Record<string, unknown>} parameters
 * @returns {URLSearchParams}
 */
function formOf(parameters) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    appendToForm(form, name, value);
  }
  return form;
}

/**
 * Calls the API. Resolves with the object or the error of the answer, and never rejects.
 *
 * @template T
 * @param {string} key the publishable key
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {Record<string, unknown>} parameters
 * @returns {Promise<{value: T, error?: undefined} | {error: StripeError, value?: undefined}>}
 */
async function callApi(key, method, path, parameters) {
  const form = formOf(parameters);
  const inAddress = method === 'GET' && form.size > 0;
  try {
    const response = await fetch(`${SANDBOX_ORIGIN}${path}${inAddress ? `?${form}` : ''}`, {
      method,
      headers: { Authorization: `Bearer ${key}` },
      body: method === 'POST' ? form : undefined,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const body = await response.json();
    return response.ok ? { value: body } : { error: body.error };
  } catch {
    return { error: connectionError() };
  }
}
