// PaymentMethods and confirmation tokens out of what was typed into Elements.

/** @typedef {import('@stripe/stripe-js').PaymentMethodResult} PaymentMethodResult */
/** @typedef {import('@stripe/stripe-js').ConfirmationTokenResult} ConfirmationTokenResult */

/**
 * @param {string} key
 * @param {any} data one of the three forms that Stripe.js takes
 * @returns {Promise<PaymentMethodResult>}
 */
async function createPaymentMethod(key, data) {
  const method = 'stripe.createPaymentMethod()';
  assertOptions(method, data);
  if (data.elements !== undefined) {
    return createFromElements(data.elements, data.params ?? {});
  }
  if (data.element !== undefined) {
    return createFromElement(method, data.element, data.params ?? {});
  }
  const { type, card, ...parameters } = data;
  assertIntegration(
    type === 'card',
    `${method}: the sandbox knows the type card; you specified: ${type}.`,
  );
  if (card instanceof SandboxElement) {
    return createFromElement(method, card, parameters);
  }
  assertIntegration(
    card && typeof card.token === 'string',
    `${method}: card should be a card or cardNumber Element, or an object with a token. Card numbers cannot be passed.`,
  );
  const { value, error } = await callApi(key, 'POST', '/v1/payment_methods', { type, card, ...parameters });
  return error ? { error } : { paymentMethod: value };
}

/**
 * @param {unknown} elements
 * @param {Record<string, any>} parameters
 * @returns {Promise<PaymentMethodResult>}
 */
async function createFromElements(elements, parameters) {
  const method = 'stripe.createPaymentMethod()';
  assertIntegration(
    elements instanceof ElementsGroup,
    `${method}: elements should be an instance of Elements created with stripe.elements().`,
  );
  assertIntegration(
    elements.createsPaymentMethods,
    `${method} can be used with elements only if they were created with paymentMethodCreation: "manual".`,
  );
  assertIntegration(
    elements.submitted,
    `elements.submit() must be called before ${method}, and must have found no error.`,
  );
  return createWithAddress(elements, parameters, method, 'params.billing_details');
}

/**
 * Makes a PaymentMethod of a group's payment Element, with the address of its address Element.
 *
 * @param {ElementsGroup} elements
 * @param {Record<string, any>} parameters
 * @param {string} method which method of Stripe.js was called
 * @param {string} param where that method takes billing details
 * @returns {Promise<PaymentMethodResult>}
 */
async function createWithAddress(elements, parameters, method, param) {
  const element = paymentElementOf(elements, method);
  return element.frame.request('createPaymentMethod', withAddress(elements, parameters, method, param));
}

/**
 * @param {ElementsGroup} elements
 * @param {string} method which method of Stripe.js was called
 * @returns {SandboxElement}
 */
function paymentElementOf(elements, method) {
  const element = elements.getElement('payment');
  assertIntegration(element, `${method}: these elements have no payment Element.`);
  return element;
}

/**
 * @param {ElementsGroup} elements
 * @param {Record<string, any>} parameters
 * @param {string} method which method of Stripe.js was called
 * @param {string} param where that method takes billing details
 */
function withAddress(elements, parameters, method, param) {
  const typed = elements.billingAddress;
  const given = parameters.billing_details;
  const details = { ...typed, ...given, address: { ...typed?.address, ...given?.address } };
  const { fields } = paymentElementOf(elements, method).options;
  checkPassedDetails(fields?.billingDetails, details, method, param);
  return { ...parameters, billing_details: details };
}

/**
 * @param {string} method which method of Stripe.js was called
 * @param {unknown} element
 * @param {Record<string, any>} parameters
 * @returns {Promise<PaymentMethodResult>}
 */
async function createFromElement(method, element, parameters) {
  assertIntegration(
    element instanceof SandboxElement,
    `${method}: element should be an Element created with elements.create().`,
  );
  assertIntegration(
    ['card', 'cardNumber', 'payment'].includes(element.type),
    `${method}: expected a card, cardNumber or payment Element, and got one of type ${element.type}.`,
  );
  return element.frame.request('createPaymentMethod', parameters, element.group.siblings);
}

/**
 * @param {any} options
 * @returns {Promise<ConfirmationTokenResult>}
 */
async function createConfirmationToken(options) {
  const method = 'stripe.createConfirmationToken()';
  assertOptions(method, options);
  const { elements, params = {} } = options;
  assertIntegration(
    elements instanceof ElementsGroup,
    `${method}: elements should be an instance of Elements created with stripe.elements().`,
  );
  assertIntegration(
    elements.submitted,
    `elements.submit() must be called before ${method}, and must have found no error.`,
  );
  const { payment_method_data: data = {}, ...parameters } = params;
  const param = 'params.payment_method_data.billing_details';
  return paymentElementOf(elements, method).frame.request('createConfirmationToken', {
    shipping: elements.shipping,
    setup_future_usage: elements.setupFutureUsage,
    ...parameters,
    payment_method_data: withAddress(elements, data, method, param),
  });
}
