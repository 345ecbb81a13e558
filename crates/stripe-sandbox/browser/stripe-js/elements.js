// A group of Elements: what they share, and what they are for.

/** @typedef {import('@stripe/stripe-js').StripeElementsOptions} StripeElementsOptions */

/** What `stripe.elements()` returns. */
class ElementsGroup {
  #emitter = new Emitter();
  /** @type {SandboxElement[]} */
  #elements = [];
  /** @type {Record<string, any>} */
  #options;
  #submitted = false;
  /** @type {Promise<{intent?: any, error?: StripeError}> | null} */
  #intent = null;
  /** @type {any} */
  #knownIntent;

  /**
   * @param {string} key the publishable key
   * @param {StripeElementsOptions} options
   */
  constructor(key, options) {
    this.key = key;
    this.#options = { ...options };
    checkGroupOptions(this.#options);
  }

  /** @returns {Language} */
  get language() {
    return languageOf(this.#options.locale ?? 'auto');
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

  /** What the page said of an intent that was yet to come. */
  get expected() {
    const { mode, amount, currency } = this.#options;
    return { mode, amount, currency, setupFutureUsage: this.setupFutureUsage };
  }

  /** @returns {string | null | undefined} */
  get setupFutureUsage() {
    return this.#options.setupFutureUsage ?? this.#options.setup_future_usage;
  }

  /** What the fields of the group are for, as their frames need to know it. */
  get fields() {
    const kept = this.#options.mode === 'setup' || this.setupFutureUsage || this.#knownIntent?.setup_future_usage;
    return { keepsCard: Boolean(kept || this.#knownIntent?.object === 'setup_intent') };
  }

  /** Whether nothing was typed since the last `submit()` that found no fault. */
  get submitted() {
    return this.#submitted;
  }

  /**
   * To be called when the customer has typed.
   *
   * @param {SandboxElement} element
   */
  changed(element) {
    this.#submitted = false;
    if (element.type === 'cardNumber') {
      this.#tellBrand();
    }
  }

  /**
   * To be called when an Element has come to the page.
   *
   * @param {SandboxElement} element
   */
  mountedElement(element) {
    if (element.type === 'cardCvc') {
      this.#tellBrand();
    }
  }

  /** The security code's length depends on the brand of the number. */
  #tellBrand() {
    const [number, cvc] = [this.getElement('cardNumber'), this.getElement('cardCvc')];
    if (number?.mounted && cvc?.mounted) {
      cvc.frame.send('brand', number.state.brand);
    }
  }

  /**
   * @param {string} type
   * @param {Record<string, any>} [options]
   */
  create(type, options = {}) {
    assertIntegration(
      Object.hasOwn(ELEMENT_KINDS, type),
      `A valid Element name must be provided. Valid Elements of the sandbox are: ${Object.keys(ELEMENT_KINDS).join(', ')}; you passed: ${type}.`,
    );
    const known = /** @type {ElementType} */ (type);
    checkElementOptions(known, options);
    assertIntegration(
      !this.getElement(type, type === 'address' ? { mode: options.mode } : undefined),
      `Can only create one Element of type ${type} through elements().`,
    );
    const conflict = ELEMENT_KINDS[known].conflicts.find((other) => this.getElement(other));
    assertIntegration(
      !conflict,
      `Cannot create an Element of type ${type} after an Element of type ${conflict} has already been created.`,
    );
    assertIntegration(
      type !== 'payment' || this.deferred || this.clientSecret,
      'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.',
    );
    const Kind = known === 'payment' ? PaymentElement : known === 'address' ? AddressElement : SandboxElement;
    const element = new Kind(known, options, this);
    this.#elements.push(element);
    return element;
  }

  /**
   * @param {string | {__elementType: string}} wanted a type, or a component of @stripe/react-stripe-js
   * @param {{mode?: string}} [options]
   */
  getElement(wanted, options) {
    const type = typeof wanted === 'string' ? wanted : wanted?.__elementType;
    assertIntegration(
      typeof type === 'string',
      `elements.getElement(): expected the type of an Element, and got ${typeof wanted}.`,
    );
    const element = this.#elements.find(
      (element) =>
        element.type === type &&
        !element.destroyed &&
        (options?.mode === undefined || element.options.mode === options.mode),
    );
    return element ?? null;
  }

  /** @param {Record<string, any>} options */
  async update(options) {
    assertOptions('elements.update()', options);
    const next = { ...this.#options, ...options };
    checkGroupOptions(next);
    this.#options = next;
    this.#submitted = false;
    this.#refresh();
    this.#emitter.emit('update-end', undefined);
  }

  /** @param {string} type @param {Listener} listener */
  on(type, listener) {
    this.#emitter.add(type, listener, false);
  }

  /** Fetches the intent of the client secret again. */
  async fetchUpdates() {
    this.#intent = null;
    const error = await this.loadIntent();
    return error ? { error: { message: error.message ?? '', status: error.code } } : {};
  }

  /**
   * Fetches the intent of the client secret, if there is one and it was not fetched yet.
   *
   * @returns {Promise<StripeError | undefined>}
   */
  async loadIntent() {
    const { clientSecret } = this;
    if (clientSecret === undefined) {
      return undefined;
    }
    this.#intent ??= retrieveIntent(this.key, clientSecret, 'elements()');
    const { intent, error } = await this.#intent;
    if (error) {
      return error;
    }
    if (intent.status === 'succeeded' || intent.status === 'canceled') {
      return {
        type: 'invalid_request_error',
        message: `${intent.object === 'setup_intent' ? 'SetupIntent' : 'PaymentIntent'} is in a terminal state and cannot be used to initialize Elements.`,
      };
    }
    this.#knownIntent = intent;
    this.#refresh();
    return undefined;
  }

  /** Checks what was typed, and shows what is missing. */
  async submit() {
    const error = await this.validate('elements.submit()');
    this.#submitted = !error;
    return error ? { error } : { selectedPaymentMethod: 'card' };
  }

  /**
   * Has every Element of the group that is a form check itself; the first fault is returned.
   *
   * @param {string} method which method of Stripe.js was called
   * @returns {Promise<StripeError | undefined>}
   */
  async validate(method) {
    const forms = this.#elements.filter(
      ({ type, mounted }) => mounted && (type === 'payment' || type === 'address'),
    );
    assertIntegration(
      forms.length > 0,
      `${method}: no payment or address Element of this group is mounted.`,
    );
    const replies = await Promise.all(forms.map((element) => element.frame.request('validate')));
    const first = replies.findIndex(({ error }) => error);
    forms[first]?.frame.send('focusFault');
    return replies[first]?.error;
  }

  /** The frames that hold the other fields of a card number's Element, by what they hold. */
  get siblings() {
    const name = (/** @type {string} */ type) => {
      const element = this.getElement(type);
      return element?.mounted ? element.frame.iframe.name : undefined;
    };
    return { expiry: name('cardExpiry'), cvc: name('cardCvc') };
  }

  /** What the billing address Element knows, as billing details. */
  get billingAddress() {
    const { value } = this.getElement('address', { mode: 'billing' })?.state ?? {};
    return value && { name: value.name, phone: value.phone, address: value.address };
  }

  /** What the shipping address Element knows, as a payment's shipping details. */
  get shipping() {
    const { value, complete } = this.getElement('address', { mode: 'shipping' })?.state ?? {};
    return complete ? { name: value.name, phone: value.phone, address: value.address } : undefined;
  }

  #refresh() {
    this.#elements.forEach((element) => !element.destroyed && element.refresh());
  }
}
