// PaymentIntents: retrieve, confirm, and what a confirmation asks of the customer.

/** @typedef {import('@stripe/stripe-js').PaymentIntent} PaymentIntent */
/** @typedef {import('@stripe/stripe-js').PaymentIntentResult} PaymentIntentResult */

/**
 * The id in a client secret.
 *
 * @param {string} method which method of Stripe.js was called
 * @param {unknown} clientSecret
 * @returns {string}
 */
function intentId(method, clientSecret) {
  const match = typeof clientSecret === 'string' ? /^(pi_[A-Za-z0-9]+)_secret_.+$/.exec(clientSecret) : null;
  assertIntegration(
    match?.[1],
    `${method}: Invalid value for the intent's client secret: value should be a client secret of the form \${id}_secret_\${secret}.`,
  );
  return match[1];
}

/**
 * @param {string} key
 * @param {string} clientSecret
 * @param {string} [method]
 * @returns {Promise<PaymentIntentResult>}
 */
async function retrievePaymentIntent(key, clientSecret, method = 'stripe.retrievePaymentIntent()') {
  const id = intentId(method, clientSecret);
  /** @type {{value?: PaymentIntent, error?: StripeError}} */
  const { value, error } = await callApi(key, 'GET', `/v1/payment_intents/${id}`, {
    client_secret: clientSecret,
  });
  return value ? { paymentIntent: value } : { error: error ?? connectionError() };
}

/**
 * The result for an intent whose customer has answered: the intent, or why it failed.
 *
 * @param {PaymentIntent} intent
 * @returns {PaymentIntentResult}
 */
function resultOf(intent) {
  if (intent.status === 'requires_payment_method' && intent.last_payment_error) {
    return { error: /** @type {StripeError} */ ({ ...intent.last_payment_error, payment_intent: intent }) };
  }
  if (intent.status === 'requires_action') {
    return {
      error: {
        type: 'invalid_request_error',
        code: 'payment_intent_authentication_failure',
        message:
          'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
        payment_intent: intent,
      },
    };
  }
  return { paymentIntent: intent };
}

/**
 * Has the customer do what the intent asks for. On a redirect the page is left.
 *
 * @param {string} key
 * @param {PaymentIntent} intent
 * @returns {Promise<PaymentIntentResult>}
 */
async function handleAction(key, intent) {
  const action = /** @type {any} */ (intent.next_action);
  if (intent.status !== 'requires_action' || !action) {
    return resultOf(intent);
  }
  if (action.type === 'redirect_to_url') {
    location.assign(action.redirect_to_url.url);
    return new Promise(() => {});
  }
  await showChallenge(action.use_stripe_sdk.stripe_js);
  const clientSecret = /** @type {string} */ (intent.client_secret);
  const { paymentIntent, error } = await retrievePaymentIntent(key, clientSecret);
  return paymentIntent ? resultOf(paymentIntent) : { error: error ?? connectionError() };
}

/**
 * @param {string} key
 * @param {string} clientSecret
 * @returns {Promise<PaymentIntentResult>}
 */
async function handleCardAction(key, clientSecret) {
  const method = 'handleCardAction';
  const { paymentIntent, error } = await retrievePaymentIntent(key, clientSecret, method);
  if (!paymentIntent) {
    return { error: error ?? connectionError() };
  }
  assertIntegration(
    paymentIntent.confirmation_method === 'manual',
    `${method}: The PaymentIntent supplied does not require manual server-side confirmation. Please use confirmCardPayment instead to complete the payment.`,
  );
  assertIntegration(
    paymentIntent.status === 'requires_action',
    `${method}: The PaymentIntent supplied is not in the requires_action state.`,
  );
  return handleAction(key, paymentIntent);
}

/**
 * @param {string} key
 * @param {any} options
 * @returns {Promise<PaymentIntentResult>}
 */
async function handleNextAction(key, options) {
  const method = 'stripe.handleNextAction()';
  assertIntegration(
    options && typeof options === 'object',
    `${method}: expected an object with a clientSecret.`,
  );
  const { paymentIntent, error } = await retrievePaymentIntent(key, options.clientSecret, method);
  if (!paymentIntent) {
    return { error: error ?? connectionError() };
  }
  return handleAction(key, paymentIntent);
}

/**
 * Confirms an automatic intent from the browser and has the customer do what it asks for.
 *
 * @param {string} key
 * @param {string} method which method of Stripe.js was called
 * @param {string} clientSecret
 * @param {Record<string, unknown>} parameters
 * @returns {Promise<PaymentIntentResult>}
 */
async function confirmIntent(key, method, clientSecret, parameters) {
  const id = intentId(method, clientSecret);
  /** @type {{value?: PaymentIntent, error?: StripeError}} */
  const { value, error } = await callApi(key, 'POST', `/v1/payment_intents/${id}/confirm`, {
    ...parameters,
    client_secret: clientSecret,
    use_stripe_sdk: true,
  });
  return value ? handleAction(key, value) : { error: error ?? connectionError() };
}

/**
 * @param {string} key
 * @param {string} clientSecret
 * @param {any} [data]
 * @param {{handleActions?: boolean}} [options]
 * @returns {Promise<PaymentIntentResult>}
 */
async function confirmCardPayment(key, clientSecret, data = {}, options = {}) {
  const method = 'stripe.confirmCardPayment()';
  assertIntegration(
    options.handleActions !== false,
    `${method}: the sandbox does not know handleActions: false.`,
  );
  const { payment_method: given, ...parameters } = data;
  if (given === undefined || typeof given === 'string') {
    return confirmIntent(key, method, clientSecret, { ...parameters, payment_method: given });
  }
  intentId(method, clientSecret);
  const { paymentMethod, error } = await createPaymentMethod(key, { type: 'card', ...given });
  if (!paymentMethod) {
    return { error: error ?? connectionError() };
  }
  return confirmIntent(key, method, clientSecret, { ...parameters, payment_method: paymentMethod.id });
}

/**
 * @param {string} key
 * @param {any} options
 * @returns {Promise<PaymentIntentResult>}
 */
async function confirmPayment(key, options) {
  const method = 'stripe.confirmPayment()';
  assertIntegration(options && typeof options === 'object', `${method}: expected an object.`);
  const { elements, confirmParams = {}, redirect = 'always' } = options;
  assertIntegration(
    redirect === 'if_required' || typeof confirmParams.return_url === 'string',
    `${method}: confirmParams.return_url is required unless redirect is "if_required".`,
  );
  const clientSecret = options.clientSecret ?? elements?.clientSecret;
  intentId(method, clientSecret);
  const { payment_method_data: extra = {}, ...parameters } = confirmParams;
  if (elements !== undefined) {
    assertIntegration(elements instanceof ElementsGroup, `${method}: elements should come from stripe.elements().`);
    const element = elements.getElement('payment');
    assertIntegration(element, `${method}: these elements have no payment Element.`);
    assertIntegration(
      !elements.deferred || elements.submitted,
      'elements.submit() must be called before stripe.confirmPayment(), and must have found no error.',
    );
    const { paymentMethod, error } = await createFromElement(element, extra);
    if (!paymentMethod) {
      return { error: error ?? connectionError() };
    }
    parameters.payment_method = paymentMethod.id;
  }
  const result = await confirmIntent(key, method, clientSecret, parameters);
  if (result.paymentIntent && redirect === 'always') {
    const target = new URL(confirmParams.return_url);
    target.searchParams.set('payment_intent', result.paymentIntent.id);
    target.searchParams.set('payment_intent_client_secret', clientSecret);
    target.searchParams.set('redirect_status', 'succeeded');
    location.assign(target);
    return new Promise(() => {});
  }
  return result;
}
