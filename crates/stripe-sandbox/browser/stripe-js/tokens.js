// Tokens out of what was typed into Elements.

/** @typedef {import('@stripe/stripe-js').TokenResult} TokenResult */

/** Kinds of tokens that Stripe.js makes and the sandbox does not. */
const UNKNOWN_TOKENS = ['account', 'bank_account', 'person', 'pii'];

/**
 * @param {unknown} source an Element, or the name of a kind of token
 * @param {any} [data]
 * @returns {Promise<TokenResult>}
 */
async function createToken(source, data = {}) {
  const method = 'stripe.createToken()';
  if (source === 'cvc_update') {
    return createCvcToken(method, data);
  }
  assertIntegration(
    !UNKNOWN_TOKENS.includes(/** @type {string} */ (source)),
    `${method}: the sandbox makes tokens of cards and of security codes, and none of the kind ${source}.`,
  );
  assertIntegration(
    source instanceof SandboxElement && (source.type === 'card' || source.type === 'cardNumber'),
    `${method}: you must provide a card or cardNumber Element, or a valid token type, to create a token.`,
  );
  assertOptions(method, data);
  return source.frame.request('createToken', data, source.group.siblings);
}

/**
 * A token of a security code that was typed again.
 *
 * @param {string} method which method of Stripe.js was called
 * @param {unknown} element
 * @returns {Promise<TokenResult>}
 */
async function createCvcToken(method, element) {
  assertIntegration(
    element instanceof SandboxElement && element.type === 'cardCvc',
    `${method}: a token of a security code needs a cardCvc Element.`,
  );
  return element.frame.request('createCvcToken');
}
