// `window.Stripe`.

/** @typedef {import('@stripe/stripe-js').Stripe} StripeObject */
/**
 * The part of Stripe.js that the sandbox stands in for.
 *
 * @typedef {Pick<
 *   StripeObject,
 *   | 'elements'
 *   | 'createConfirmationToken'
 *   | 'createPaymentMethod'
 *   | 'createToken'
 *   | 'retrievePaymentIntent'
 *   | 'retrieveSetupIntent'
 *   | 'handleCardAction'
 *   | 'handleNextAction'
 *   | 'confirmCardPayment'
 *   | 'confirmCardSetup'
 *   | 'confirmPayment'
 *   | 'confirmSetup'
 *   | 'registerAppInfo'
 * > & {_registerWrapper(wrapper: {name: string, version: string}): void}} SandboxStripe
 */
/** @typedef {import('@stripe/stripe-js').PaymentIntentResult} PaymentIntentResult */
/** @typedef {import('@stripe/stripe-js').SetupIntentResult} SetupIntentResult */

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
 * @param {Promise<IntentResult>} result
 * @returns {Promise<PaymentIntentResult>}
 */
async function asPayment(result) {
  const { intent, error } = await result;
  return error ? { error } : { paymentIntent: intent };
}

/**
 * @param {Promise<IntentResult>} result
 * @returns {Promise<SetupIntentResult>}
 */
async function asSetup(result) {
  const { intent, error } = await result;
  return error ? { error } : { setupIntent: intent };
}

/**
 * A library around Stripe.js tells its name for Stripe's statistics, of which the sandbox has none.
 *
 * @param {string} method which method of Stripe.js was called
 * @param {unknown} info
 */
function checkLibrary(method, info) {
  assertOptions(method, info);
  const { name } = /** @type {{name?: unknown}} */ (info);
  assertIntegration(typeof name === 'string', `${method}: name should be a string.`);
}

/**
 * @param {unknown} key the publishable key
 * @param {Record<string, unknown>} [options]
 * @returns {SandboxStripe}
 */
function Stripe(key, options = {}) {
  assertPublishableKey(key);
  assertOptions('Stripe()', options);
  const locale = options.locale;
  /** @type {SandboxStripe} */
  const stripe = {
    elements: (/** @type {any} */ groupOptions = {}) =>
      /** @type {any} */ (new ElementsGroup(key, { locale, ...groupOptions })),
    createConfirmationToken: (options) => createConfirmationToken(options),
    createPaymentMethod: (/** @type {any} */ data) => createPaymentMethod(key, data),
    createToken: (/** @type {any} */ source, /** @type {any} */ data) => createToken(source, data),
    retrievePaymentIntent: (clientSecret) =>
      asPayment(retrieveIntent(key, clientSecret, 'stripe.retrievePaymentIntent()', 'payment')),
    retrieveSetupIntent: (clientSecret) =>
      asSetup(retrieveIntent(key, clientSecret, 'stripe.retrieveSetupIntent()', 'setup')),
    handleCardAction: (clientSecret) => asPayment(handleCardAction(key, clientSecret)),
    handleNextAction: async (/** @type {any} */ options) => {
      const result = await handleNextAction(key, options);
      const handled = Promise.resolve(result);
      return result.intent?.object === 'setup_intent' ? asSetup(handled) : asPayment(handled);
    },
    confirmCardPayment: (clientSecret, data, options) =>
      asPayment(confirmCard(key, 'payment', clientSecret, data, options)),
    confirmCardSetup: (clientSecret, data, options) =>
      asSetup(confirmCard(key, 'setup', clientSecret, data, options)),
    confirmPayment: (/** @type {any} */ options) =>
      /** @type {any} */ (asPayment(confirmWithElements(key, 'payment', options))),
    confirmSetup: (/** @type {any} */ options) =>
      /** @type {any} */ (asSetup(confirmWithElements(key, 'setup', options))),
    registerAppInfo: (info) => checkLibrary('stripe.registerAppInfo()', info),
    _registerWrapper: (wrapper) => checkLibrary('stripe._registerWrapper()', wrapper),
  };
  return stripe;
}

Stripe.version = RELEASE_TRAIN;

Object.defineProperty(window, 'Stripe', { value: Stripe, configurable: true, writable: true });
