// `confirmCardPayment` and `confirmCardSetup`: intents that are confirmed with a card.

/**
 * @param {string} key
 * @param {IntentKind} only
 * @param {string} clientSecret
 * @param {any} [data]
 * @param {{handleActions?: boolean}} [options]
 * @returns {Promise<IntentResult>}
 */
async function confirmCard(key, only, clientSecret, data = {}, options = {}) {
  const method = only === 'payment' ? 'stripe.confirmCardPayment()' : 'stripe.confirmCardSetup()';
  intentOf(method, clientSecret, only);
  assertOptions(method, data);
  const handleActions = options.handleActions ?? true;
  const { payment_method: given, payment_method_options: cardOptions, ...parameters } = data;
  const { details, error: wrongCvc } = await cardOptionsOf(method, cardOptions);
  if (wrongCvc) {
    return { error: wrongCvc };
  }
  parameters.payment_method_options = details;
  if (given === undefined || typeof given === 'string') {
    parameters.payment_method = given;
  } else {
    const { paymentMethod, error } = await createPaymentMethod(key, { type: 'card', ...given });
    if (!paymentMethod) {
      return { error: error ?? connectionError() };
    }
    parameters.payment_method = paymentMethod.id;
  }
  return confirmIntent(key, method, clientSecret, parameters, handleActions);
}

/**
 * The options of a card for the API: a security code that was typed goes as a token.
 *
 * @param {string} method which method of Stripe.js was called
 * @param {any} options
 * @returns {Promise<{details?: any, error?: StripeError}>}
 */
async function cardOptionsOf(method, options) {
  const { cvc, ...card } = options?.card ?? {};
  if (cvc === undefined) {
    return { details: options };
  }
  const { token, error } = await createCvcToken(method, cvc);
  return token ? { details: { ...options, card: { ...card, cvc_token: token.id } } } : { error };
}
