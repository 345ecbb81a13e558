// `window.Stripe`.

/** @typedef {import('@stripe/stripe-js').Stripe} StripeObject */
/**
 * The part of Stripe.js that the sandbox stands in for.
 *
 * @typedef {Pick<
 *   StripeObject,
 *   | 'elements'
 *   | 'createPaymentMethod'
 *   | 'createToken'
 *   | 'retrievePaymentIntent'
 *   | 'handleCardAction'
 *   | 'handleNextAction'
 *   | 'confirmCardPayment'
 *   | 'confirmPayment'
 * >} SandboxStripe
 */

/** The release train of Stripe.js whose methods these are. */
const RELEASE_TRAIN = 'dahlia';

/**
 * @param {unknown} key
 * @returns {asserts key is string}
 */
function assertPublishableKey(key) {
  assertIntegration(
    typeof key === 'string' && key.trim() !== '',
    'Please call Stripe() with your publishable key. You used an empty string or no string.',
  );
  assertIntegration(
    !/^(sk|rk)_/.test(key),
    'You should not use your secret key with Stripe.js. Please pass a publishable key instead.',
  );
  assertIntegration(
    key.startsWith('pk_test_'),
    'This is a stand-in of Stripe.js for tests: it takes publishable test keys, which begin with pk_test_.',
  );
}

/**
 * @param {unknown} key the publishable key
 * @param {Record<string, unknown>} [options]
 * @returns {SandboxStripe}
 */
function Stripe(key, options = {}) {
  assertPublishableKey(key);
  const locale = options.locale;
  /** @type {SandboxStripe} */
  const stripe = {
    elements: (/** @type {any} */ groupOptions = {}) =>
      /** @type {any} */ (new ElementsGroup(key, { locale, ...groupOptions })),
    createPaymentMethod: (/** @type {any} */ data) => createPaymentMethod(key, data),
    createToken: (/** @type {any} */ element, /** @type {any} */ data) => createToken(element, data),
    retrievePaymentIntent: (clientSecret) => retrievePaymentIntent(key, clientSecret),
    handleCardAction: (clientSecret) => handleCardAction(key, clientSecret),
    handleNextAction: (/** @type {any} */ options) => /** @type {any} */ (handleNextAction(key, options)),
    confirmCardPayment: (clientSecret, data, options) =>
      confirmCardPayment(key, clientSecret, data, options),
    confirmPayment: (/** @type {any} */ options) => /** @type {any} */ (confirmPayment(key, options)),
  };
  return stripe;
}

Stripe.version = RELEASE_TRAIN;

Object.defineProperty(window, 'Stripe', { value: Stripe, configurable: true, writable: true });
