// PaymentMethods and tokens out of what was typed into an Element.

/** @typedef {import('@stripe/stripe-js').PaymentMethodResult} PaymentMethodResult */
/** @typedef {import('@stripe/stripe-js').TokenResult} TokenResult */

/**
 * @param {string} key
 * @param {any} data one of the three forms that Stripe.js takes
 * @returns {Promise<PaymentMethodResult>}
 */
async function createPaymentMethod(key, data) {
  assertIntegration(
    data && typeof data === 'object',
    'stripe.createPaymentMethod(): expected an object that describes the PaymentMethod.',
  );
  if (data.elements !== undefined) {
    return createFromElements(data.elements, data.params ?? {});
  }
  if (data.element !== undefined) {
    return createFromElement(data.element, data.params ?? {});
  }
  const { type, card, ...parameters } = data;
  assertIntegration(
    type === 'card',
    `stripe.createPaymentMethod(): the sandbox knows the type card; you specified: ${type}.`,
  );
  if (card instanceof SandboxElement) {
    return createFromElement(card, parameters);
  }
  assertIntegration(
    card && typeof card.token === 'string',
    'stripe.createPaymentMethod(): card should be a card Element or an object with a token. Card numbers cannot be passed.',
  );
  const { value, error } = await callApi(key, 'POST', '/v1/payment_methods', { type, card, ...parameters });
  return error ? { error } : { paymentMethod: value };
}

/**
 * @param {unknown} elements
 * @param {Record<string, unknown>} parameters
 * @returns {Promise<PaymentMethodResult>}
 */
async function createFromElements(elements, parameters) {
  assertIntegration(
    elements instanceof ElementsGroup,
    'stripe.createPaymentMethod(): elements should be an instance of Elements created with stripe.elements().',
  );
  assertIntegration(
    elements.createsPaymentMethods,
    'stripe.createPaymentMethod() can be used with elements only if they were created with paymentMethodCreation: "manual".',
  );
  assertIntegration(
    elements.submitted,
    'elements.submit() must be called before stripe.createPaymentMethod(), and must have found no error.',
  );
  const element = elements.getElement('payment');
  assertIntegration(element, 'stripe.createPaymentMethod(): these elements have no payment Element.');
  return createFromElement(element, parameters);
}

/**
 * @param {unknown} element
 * @param {Record<string, unknown>} parameters
 * @returns {Promise<PaymentMethodResult>}
 */
async function createFromElement(element, parameters) {
  assertIntegration(
    element instanceof SandboxElement,
    'stripe.createPaymentMethod(): element should be an Element created with elements.create().',
  );
  return element.frame.request('createPaymentMethod', parameters);
}

/**
 * @param {unknown} element
 * @param {Record<string, unknown>} [data]
 * @returns {Promise<TokenResult>}
 */
async function createToken(element, data = {}) {
  assertIntegration(
    element instanceof SandboxElement && element.type === 'card',
    'stripe.createToken(): the sandbox makes tokens of a card Element.',
  );
  return element.frame.request('createToken', data);
}
