// What a group of Elements may be made with.

const MODES = ['payment', 'setup', 'subscription'];

/** @param {string} text */
const isClientSecret = (text) => /^(pi|seti)_[A-Za-z0-9]+_secret_.+$/.test(text);

/** @param {Record<string, any>} options */
function checkGroupOptions(options) {
  const { clientSecret, mode } = options;
  assertIntegration(
    clientSecret === undefined || (typeof clientSecret === 'string' && isClientSecret(clientSecret)),
    'Invalid value for elements(): clientSecret should be a client secret of the form ${id}_secret_${secret}.',
  );
  assertIntegration(
    clientSecret === undefined || mode === undefined,
    'Invalid value for elements(): pass either a clientSecret or a mode, not both.',
  );
  checkAppearance(options.appearance);
  checkFonts(options.fonts);
  if (mode !== undefined) {
    checkDeferredOptions(options);
  }
}

/** @param {Record<string, any>} options */
function checkDeferredOptions({ mode, amount, currency, paymentMethodCreation }) {
  assertIntegration(
    MODES.includes(mode),
    `Invalid value for elements(): mode should be one of the following strings: ${MODES.join(', ')}. You specified: ${mode}.`,
  );
  assertIntegration(
    mode === 'setup' || (Number.isInteger(amount) && amount >= 0),
    'Invalid value for elements(): amount should be an integer in the smallest unit of the currency.',
  );
  assertIntegration(
    (mode === 'setup' && currency === undefined) || (typeof currency === 'string' && /^[a-z]{3}$/.test(currency)),
    'Invalid value for elements(): currency should be a three letter currency code in lower case.',
  );
  assertIntegration(
    paymentMethodCreation === undefined || paymentMethodCreation === 'manual',
    `Invalid value for elements(): paymentMethodCreation should be "manual". You specified: ${paymentMethodCreation}.`,
  );
}

/** @param {any} appearance */
function checkAppearance(appearance) {
  if (appearance === undefined) {
    return;
  }
  assertOptions('elements(): appearance', appearance);
  const { theme } = appearance;
  assertIntegration(
    theme === undefined || ['stripe', 'night', 'flat'].includes(theme),
    `Invalid value for elements(): appearance.theme should be one of stripe, night, flat. You specified: ${theme}.`,
  );
}

/** Fonts of other origins are not loaded into the frames, but their form is checked. */
function checkFonts(/** @type {unknown} */ fonts) {
  assertIntegration(
    fonts === undefined || Array.isArray(fonts),
    'Invalid value for elements(): fonts should be an array.',
  );
  for (const font of fonts ?? []) {
    assertIntegration(
      typeof font?.cssSrc === 'string' || (typeof font?.family === 'string' && typeof font?.src === 'string'),
      'Invalid value for elements(): each font should have a cssSrc, or a family and a src.',
    );
  }
}

/**
 * What an Element may be made with.
 *
 * @param {ElementType} type
 * @param {any} options
 */
function checkElementOptions(type, options) {
  assertOptions(`elements.create('${type}')`, options);
  if (type === 'address') {
    assertIntegration(
      options.mode === 'shipping' || options.mode === 'billing',
      `elements.create('address'): options.mode must be 'shipping' or 'billing'. You specified: ${options.mode}.`,
    );
    const { allowedCountries: countries } = options;
    assertIntegration(
      countries === undefined || countries === null || (Array.isArray(countries) && countries.length > 0),
      "elements.create('address'): allowedCountries should be a list of two-letter country codes.",
    );
  }
}

/** The members of billing details, as the API calls them and as `fields` of a payment Element does. */
const BILLING_FIELDS = [
  ['name', 'name'],
  ['email', 'email'],
  ['phone', 'phone'],
  ['address.line1', 'address.line1'],
  ['address.line2', 'address.line2'],
  ['address.city', 'address.city'],
  ['address.state', 'address.state'],
  ['address.country', 'address.country'],
  ['address.postal_code', 'address.postalCode'],
];

/**
 * Throws if a payment Element was told not to ask for something that the page does not give either.
 *
 * @param {any} asked `fields.billingDetails` of the Element
 * @param {any} given billing details of the page
 * @param {string} method which method of Stripe.js was called
 * @param {string} param where that method takes billing details
 */
function checkPassedDetails(asked, given, method, param) {
  for (const [name = '', field = ''] of BILLING_FIELDS) {
    let option = asked;
    for (const part of field.split('.')) {
      option = typeof option === 'object' && option !== null ? option[part] : option;
    }
    const value = name.split('.').reduce((object, part) => object?.[part], given);
    assertIntegration(
      option !== 'never' || value !== undefined,
      `You specified "never" for fields.billing_details.${name} when creating the payment Element, but did not pass ${param}.${name} when calling ${method}. If the payment Element does not collect it, the page has to pass it.`,
    );
  }
}
