// A group of Elements: what they share, and what they are for.

/** @typedef {import('@stripe/stripe-js').StripeElementsOptions} StripeElementsOptions */

const ELEMENT_TYPES = ['card', 'payment'];
const MODES = ['payment', 'setup', 'subscription'];

/** What `stripe.elements()` returns. */
class ElementsGroup {
  #emitter = new Emitter();
  /** @type {Map<string, SandboxElement>} */
  #elements = new Map();
  /** @type {Record<string, any>} */
  #options;
  #submitted = false;

  /**
   * @param {string} key the publishable key
   * @param {StripeElementsOptions} options
   */
  constructor(key, options) {
    this.key = key;
    this.#options = { ...options };
    this.#check();
  }

  get locale() {
    return this.#options.locale ?? 'auto';
  }

  get appearance() {
    return this.#options.appearance ?? {};
  }

  /** @returns {string | undefined} */
  get clientSecret() {
    return this.#options.clientSecret;
  }

  /** Whether the page creates PaymentMethods itself. */
  get createsPaymentMethods() {
    return this.#options.paymentMethodCreation === 'manual';
  }

  /** Whether the group was made before there was an intent. */
  get deferred() {
    return this.#options.mode !== undefined;
  }

  /** Whether nothing was typed since the last `submit()` that found no fault. */
  get submitted() {
    return this.#submitted;
  }

  /** To be called when the customer has typed. */
  changed() {
    this.#submitted = false;
  }

  /**
   * @param {string} type
   * @param {Record<string, any>} [options]
   */
  create(type, options = {}) {
    assertIntegration(
      ELEMENT_TYPES.includes(type),
      `A valid Element name must be provided. Valid Elements of the sandbox are: ${ELEMENT_TYPES.join(', ')}; you passed: ${type}.`,
    );
    const earlier = this.#elements.get(type);
    assertIntegration(
      !earlier || earlier.destroyed,
      `Can only create one Element of type ${type} through elements().`,
    );
    assertIntegration(
      type !== 'payment' || this.deferred || this.clientSecret,
      'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.',
    );
    const element = new SandboxElement(/** @type {ElementType} */ (type), options, this);
    this.#elements.set(type, element);
    return element;
  }

  /** @param {string} type */
  getElement(type) {
    const element = this.#elements.get(type);
    return element && !element.destroyed ? element : null;
  }

  /** @param {Record<string, any>} options */
  async update(options) {
    const earlier = this.#options;
    this.#options = { ...earlier, ...options };
    try {
      this.#check();
    } catch (error) {
      this.#options = earlier;
      throw error;
    }
    this.#elements.forEach((element) => !element.destroyed && element.refresh());
    this.#emitter.emit('update-end', undefined);
  }

  /** @param {string} type @param {Listener} listener */
  on(type, listener) {
    this.#emitter.add(type, listener, false);
  }

  async fetchUpdates() {
    return {};
  }

  /** Checks what was typed into the payment Element, and shows what is missing. */
  async submit() {
    const element = this.getElement('payment');
    assertIntegration(
      element?.mounted,
      'elements.submit() was called, but no payment Element of this group is mounted.',
    );
    const { error } = await element.frame.request('validate');
    this.#submitted = !error;
    return error ? { error } : { selectedPaymentMethod: 'card' };
  }

  #check() {
    const { clientSecret, mode, amount, currency } = this.#options;
    assertIntegration(
      clientSecret === undefined || (typeof clientSecret === 'string' && /^(pi|seti)_.+_secret_.+$/.test(clientSecret)),
      'Invalid value for elements(): clientSecret should be a client secret of the form ${id}_secret_${secret}.',
    );
    assertIntegration(
      clientSecret === undefined || mode === undefined,
      'Invalid value for elements(): pass either a clientSecret or a mode, not both.',
    );
    if (mode === undefined) {
      return;
    }
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
  }
}
