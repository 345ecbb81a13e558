// `confirmPayment` and `confirmSetup`: intents that are confirmed with the Elements of a group.

const REDIRECTS = ['always', 'if_required'];

/**
 * @param {string} key
 * @param {IntentKind} only
 * @param {any} options
 * @returns {Promise<IntentResult>}
 */
async function confirmWithElements(key, only, options) {
  const method = only === 'payment' ? 'stripe.confirmPayment()' : 'stripe.confirmSetup()';
  assertOptions(method, options);
  const { elements, confirmParams = {}, redirect = 'always' } = options;
  assertIntegration(
    elements === undefined || elements instanceof ElementsGroup,
    `${method}: elements should be an instance of Elements created with stripe.elements().`,
  );
  assertIntegration(
    REDIRECTS.includes(redirect),
    `${method}: redirect should be one of ${REDIRECTS.join(', ')}. You specified: ${redirect}.`,
  );
  checkReturnUrl(method, confirmParams.return_url, redirect);
  const clientSecret = clientSecretOf(method, elements, options.clientSecret);
  intentOf(method, clientSecret, only);
  const { parameters, error: wrong } = await parametersOf(key, method, only, elements, clientSecret, confirmParams);
  if (!parameters) {
    return { error: wrong ?? connectionError() };
  }
  const { intent, error } = await confirmIntent(key, method, clientSecret, parameters, true);
  if (!intent) {
    return { error: error ?? connectionError() };
  }
  return redirect === 'always' ? leaveFor(returnUrl(confirmParams.return_url, intent)) : { intent };
}

/**
 * @param {string} method which method of Stripe.js was called
 * @param {unknown} url
 * @param {string} redirect
 */
function checkReturnUrl(method, url, redirect) {
  if (url === undefined && redirect === 'if_required') {
    return;
  }
  assertIntegration(
    typeof url === 'string',
    `${method}: confirmParams.return_url is required unless redirect is "if_required".`,
  );
  assertIntegration(
    URL.canParse(url),
    `${method}: confirmParams.return_url must be an absolute URL. You specified: ${url}.`,
  );
}

/**
 * The secret of the intent: the elements' own, or the one that is passed.
 *
 * @param {string} method which method of Stripe.js was called
 * @param {ElementsGroup | undefined} elements
 * @param {string | undefined} given
 * @returns {string}
 */
function clientSecretOf(method, elements, given) {
  const own = elements?.clientSecret;
  assertIntegration(
    given !== undefined || own !== undefined,
    `${method}: pass a clientSecret, or elements that were created with one.`,
  );
  assertIntegration(
    given === undefined || own === undefined || given === own,
    `${method}: the clientSecret differs from the one that the elements were created with.`,
  );
  return /** @type {string} */ (given ?? own);
}

/**
 * What the intent is confirmed with.
 *
 * @param {string} key
 * @param {string} method which method of Stripe.js was called
 * @param {IntentKind} only
 * @param {ElementsGroup | undefined} elements
 * @param {string} clientSecret
 * @param {any} confirmParams
 * @returns {Promise<{parameters?: any, error?: StripeError}>}
 */
async function parametersOf(key, method, only, elements, clientSecret, confirmParams) {
  const { payment_method_data: data = {}, ...parameters } = confirmParams;
  const named = parameters.payment_method !== undefined || parameters.confirmation_token !== undefined;
  if (elements === undefined || named) {
    return { parameters };
  }
  paymentElementOf(elements, method);
  assertIntegration(
    !elements.deferred || elements.submitted,
    `elements.submit() must be called before ${method}, and must have found no error.`,
  );
  const fault = await elements.validate(method);
  if (fault) {
    return { error: fault };
  }
  const mismatch = elements.deferred ? await mismatchOf(key, method, elements, clientSecret) : undefined;
  if (mismatch) {
    return { error: mismatch };
  }
  const param = 'confirmParams.payment_method_data.billing_details';
  const { paymentMethod, error } = await createWithAddress(elements, data, method, param);
  if (!paymentMethod) {
    return { error };
  }
  const shipping = only === 'payment' ? elements.shipping : undefined;
  return { parameters: { shipping, ...parameters, payment_method: paymentMethod.id } };
}

/**
 * Why an intent is not the one that deferred Elements were made for, if it is not.
 *
 * @param {string} key
 * @param {string} method which method of Stripe.js was called
 * @param {ElementsGroup} elements
 * @param {string} clientSecret
 * @returns {Promise<StripeError | undefined>}
 */
async function mismatchOf(key, method, elements, clientSecret) {
  const { intent, error } = await retrieveIntent(key, clientSecret, method);
  if (!intent) {
    return error;
  }
  const { mode, amount, currency } = elements.expected;
  const kind = intent.object === 'setup_intent' ? 'setup' : 'payment';
  const names = [
    (mode === 'setup') !== (kind === 'setup') ? 'mode' : undefined,
    kind === 'payment' && amount !== intent.amount ? 'amount' : undefined,
    kind === 'payment' && currency !== intent.currency ? 'currency' : undefined,
  ].filter((name) => name !== undefined);
  // A subscription's first intent may be for another amount, or a setup.
  if (names.length === 0 || mode === 'subscription') {
    return undefined;
  }
  return {
    type: 'invalid_request_error',
    message: `The ${INTENT_KINDS[kind].name} does not match what the Elements were created or updated with: ${names.join(', ')}.`,
  };
}

/**
 * Where the customer goes when all is done.
 *
 * @param {string} url
 * @param {any} intent
 */
function returnUrl(url, intent) {
  const target = new URL(url);
  target.searchParams.set(intent.object, intent.id);
  target.searchParams.set(`${intent.object}_client_secret`, intent.client_secret);
  target.searchParams.set('redirect_status', intent.status === 'processing' ? 'pending' : 'succeeded');
  return target;
}
