// Intents of both kinds: retrieve, confirm, and what a confirmation asks of the customer.

/**
 * An intent, or why there is none. Both kinds of intents are handled alike.
 *
 * @typedef {{intent: any, error?: undefined} | {error: StripeError, intent?: undefined}} IntentResult
 */
/** @typedef {'payment' | 'setup'} IntentKind */

const INTENT_KINDS = {
  payment: {
    name: 'PaymentIntent',
    object: 'payment_intent',
    path: '/v1/payment_intents',
    secret: /^(pi_[A-Za-z0-9]+)_secret_.+$/,
    lastError: 'last_payment_error',
  },
  setup: {
    name: 'SetupIntent',
    object: 'setup_intent',
    path: '/v1/setup_intents',
    secret: /^(seti_[A-Za-z0-9]+)_secret_.+$/,
    lastError: 'last_setup_error',
  },
};

/**
 * The kind of intent that a client secret belongs to, and the intent's id.
 *
 * @param {string} method which method of Stripe.js was called
 * @param {unknown} clientSecret
 * @param {IntentKind} [only] the kind that the method is for
 */
function intentOf(method, clientSecret, only) {
  const kinds = only ? [INTENT_KINDS[only]] : [INTENT_KINDS.payment, INTENT_KINDS.setup];
  for (const kind of kinds) {
    const id = typeof clientSecret === 'string' ? kind.secret.exec(clientSecret)?.[1] : undefined;
    if (id) {
      return { kind, id };
    }
  }
  throw new IntegrationError(
    `${method}: Invalid value for the intent's client secret: value should be a client secret of the form \${id}_secret_\${secret}. You specified: ${typeof clientSecret === 'string' ? 'another text' : typeof clientSecret}.`,
  );
}

/**
 * @param {string} key
 * @param {string} clientSecret
 * @param {string} method which method of Stripe.js was called
 * @param {IntentKind} [only]
 * @returns {Promise<IntentResult>}
 */
async function retrieveIntent(key, clientSecret, method, only) {
  const { kind, id } = intentOf(method, clientSecret, only);
  /** @type {{value?: any, error?: StripeError}} */
  const { value, error } = await callApi(key, 'GET', `${kind.path}/${id}`, { client_secret: clientSecret });
  return value ? { intent: value } : { error: error ?? connectionError() };
}

/**
 * The result for an intent whose customer has answered: the intent, or why it failed.
 *
 * @param {any} intent
 * @returns {IntentResult}
 */
function resultOf(intent) {
  const kind = intent.object === 'setup_intent' ? INTENT_KINDS.setup : INTENT_KINDS.payment;
  if (intent.status === 'requires_payment_method' && intent[kind.lastError]) {
    return { error: { ...intent[kind.lastError], [kind.object]: intent } };
  }
  if (intent.status === 'requires_action') {
    return {
      error: /** @type {StripeError} */ ({
        type: 'invalid_request_error',
        code: `${kind.object}_authentication_failure`,
        message:
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
        [kind.object]: intent,
      }),
    };
  }
  return { intent };
}

/**
 * Has the customer do what the intent asks for. On a redirect the page is left.
 *
 * @param {string} key
 * @param {any} intent
 * @param {string} method which method of Stripe.js was called
 * @returns {Promise<IntentResult>}
 */
async function handleAction(key, intent, method) {
  const action = intent.next_action;
  if (intent.status !== 'requires_action' || !action) {
    return resultOf(intent);
  }
  if (action.type === 'redirect_to_url') {
    return leaveFor(action.redirect_to_url.url);
  }
  await showChallenge(action.use_stripe_sdk.stripe_js);
  const { intent: answered, error } = await retrieveIntent(key, intent.client_secret, method);
  return answered ? resultOf(answered) : { error: error ?? connectionError() };
}

/**
 * Leaves the page, for good: nothing is to happen on it while the browser goes away.
 *
 * @param {string | URL} url
 * @returns {Promise<never>}
 */
function leaveFor(url) {
  location.assign(url);
  return new Promise(() => {});
}

/**
 * Confirms an intent from the browser.
 *
 * @param {string} key
 * @param {string} method which method of Stripe.js was called
 * @param {string} clientSecret
 * @param {Record<string, unknown>} parameters
 * @param {boolean} handleActions whether the customer is to do what the intent asks for then
 * @returns {Promise<IntentResult>}
 */
async function confirmIntent(key, method, clientSecret, parameters, handleActions) {
  const { kind, id } = intentOf(method, clientSecret);
  /** @type {{value?: any, error?: StripeError}} */
  const { value, error } = await callApi(key, 'POST', `${kind.path}/${id}/confirm`, {
    ...parameters,
    client_secret: clientSecret,
    use_stripe_sdk: true,
  });
  if (!value) {
    return { error: error ?? connectionError() };
  }
  return handleActions ? handleAction(key, value, method) : { intent: value };
}

/**
 * @param {string} key
 * @param {string} clientSecret
 * @returns {Promise<IntentResult>}
 */
async function handleCardAction(key, clientSecret) {
  const method = 'stripe.handleCardAction()';
  const { intent, error } = await retrieveIntent(key, clientSecret, method, 'payment');
  if (!intent) {
    return { error: error ?? connectionError() };
  }
  assertIntegration(
    intent.confirmation_method === 'manual',
    `${method}: The PaymentIntent supplied does not require manual server-side confirmation. Please use confirmCardPayment instead to complete the payment.`,
  );
  assertIntegration(
    intent.status === 'requires_action',
    `${method}: The PaymentIntent supplied is not in the requires_action state.`,
  );
  return handleAction(key, intent, method);
}

/**
 * @param {string} key
 * @param {any} options
 * @returns {Promise<IntentResult>}
 */
async function handleNextAction(key, options) {
  const method = 'stripe.handleNextAction()';
  assertOptions(method, options);
  assertIntegration(
    options.hashedValue === undefined,
    `${method}: the sandbox takes a clientSecret, and no hashedValue.`,
  );
  const { intent, error } = await retrieveIntent(key, options.clientSecret, method);
  return intent ? handleAction(key, intent, method) : { error: error ?? connectionError() };
}
