// One Element: a frame with card fields, and its life on the page.

/** @typedef {import('@stripe/stripe-js').StripeElementClasses} StripeElementClasses */
/** @typedef {'card' | 'payment'} ElementType */

/** What each kind of frame is called. */
const FRAME_TITLES = {
  card: 'Secure card payment input frame',
  payment: 'Secure payment input frame',
};

/** The class names that Stripe sets on the node an Element is mounted into. */
const DEFAULT_CLASSES = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
  webkitAutofill: 'StripeElement--webkit-autofill',
};

/** The height of a frame before it has told its own, in pixels. */
const FIRST_HEIGHTS = { card: 24, payment: 230 };

/** A card or payment Element. */
class SandboxElement {
  #emitter = new Emitter();
  /** @type {SandboxFrame | null} */
  #frame = null;
  /** @type {HTMLElement | null} */
  #node = null;
  /** @type {HTMLElement | null} */
  #wrapper = null;
  #destroyed = false;
  /** @type {Record<string, any>} */
  #options;

  /**
   * @param {ElementType} type
   * @param {Record<string, any>} options
   * @param {ElementsGroup} group
   */
  constructor(type, options, group) {
    this.type = type;
    this.group = group;
    this.#options = options;
  }

  /** The frame, which holds what the customer typed. */
  get frame() {
    assertIntegration(
      this.#frame,
      'We could not retrieve data from the specified Element. Please make sure the Element you are attempting to use is still mounted.',
    );
    return this.#frame;
  }

  get mounted() {
    return this.#frame !== null;
  }

  get destroyed() {
    return this.#destroyed;
  }

  /** @param {string | HTMLElement} target */
  mount(target) {
    this.#assertAlive();
    const node = this.#nodeOf(target);
    if (this.#node === node) {
      return;
    }
    this.unmount();
    const frame = new SandboxFrame(
      `${SANDBOX_ORIGIN}/frames/element`,
      FRAME_TITLES[this.type],
      (type, payload) => this.#receive(type, payload),
    );
    frame.iframe.style.height = `${FIRST_HEIGHTS[this.type]}px`;
    frame.iframe.setAttribute('scrolling', 'no');
    const wrapper = document.createElement('div');
    wrapper.className = '__PrivateStripeElement';
    wrapper.style.position = 'relative';
    wrapper.append(frame.iframe);
    node.replaceChildren(wrapper);
    this.#frame = frame;
    this.#node = node;
    this.#wrapper = wrapper;
    this.#setClass('base', true);
    this.#setClass('empty', true);
    this.#emitter.emit('loaderstart', { elementType: this.type });
    frame.send('options', this.#frameOptions());
  }

  unmount() {
    this.#assertAlive();
    this.#leave();
  }

  destroy() {
    this.#assertAlive();
    this.#leave();
    this.#destroyed = true;
  }

  /** @param {Record<string, any>} options */
  update(options) {
    this.#assertAlive();
    this.#options = { ...this.#options, ...options };
    this.refresh();
    return this;
  }

  /** Tells the frame its options again. */
  refresh() {
    this.#frame?.send('options', this.#frameOptions());
  }

  focus() {
    this.#assertAlive();
    this.#frame?.iframe.focus();
    this.#frame?.send('focus');
  }

  blur() {
    this.#assertAlive();
    this.#frame?.send('blur');
  }

  clear() {
    this.#assertAlive();
    this.#frame?.send('clear');
  }

  collapse() {
    this.#assertAlive();
    assertIntegration(this.type === 'payment', 'Only a payment Element can be collapsed.');
    return this;
  }

  /** @param {string} type @param {Listener} listener */
  on(type, listener) {
    this.#emitter.add(type, listener, false);
    return this;
  }

  /** @param {string} type @param {Listener} listener */
  once(type, listener) {
    this.#emitter.add(type, listener, true);
    return this;
  }

  /** @param {string} type @param {Listener} [listener] */
  off(type, listener) {
    this.#emitter.remove(type, listener);
    return this;
  }

  #assertAlive() {
    assertIntegration(
      !this.#destroyed,
      'This Element has already been destroyed. Please create a new one.',
    );
  }

  /** @param {string | HTMLElement} target */
  #nodeOf(target) {
    if (typeof target !== 'string') {
      assertIntegration(
        target instanceof HTMLElement && target.isConnected,
        'Invalid DOM element. Make sure that the element you pass to mount() is on the page.',
      );
      return target;
    }
    const node = document.querySelector(target);
    assertIntegration(
      node instanceof HTMLElement,
      `The selector you specified (${target}) applies to no DOM elements that are currently on the page. Make sure the element exists on the page before calling mount().`,
    );
    return node;
  }

  #leave() {
    this.#frame?.remove();
    this.#wrapper?.remove();
    for (const name of /** @type {(keyof typeof DEFAULT_CLASSES)[]} */ (Object.keys(DEFAULT_CLASSES))) {
      this.#setClass(name, false);
    }
    this.#frame = null;
    this.#node = null;
    this.#wrapper = null;
  }

  #frameOptions() {
    const { style, disabled, hideIcon, defaultValues } = this.#options;
    return {
      type: this.type,
      key: this.group.key,
      locale: this.group.locale,
      appearance: this.group.appearance,
      style,
      disabled,
      hideIcon,
      defaultValues,
    };
  }

  /**
   * @param {string} type
   * @param {any} payload
   */
  #receive(type, payload) {
    const elementType = this.type;
    if (type === 'ready') {
      this.#emitter.emit('ready', { elementType });
    } else if (type === 'loaderror') {
      this.#emitter.emit('loaderror', { elementType, error: connectionError() });
    } else if (type === 'height') {
      if (this.#frame) {
        this.#frame.iframe.style.height = `${payload.height}px`;
      }
    } else if (type === 'focus' || type === 'blur') {
      this.#setClass('focus', type === 'focus');
      this.#emitter.emit(type, { elementType });
    } else if (type === 'submit') {
      // As Enter does in a field of the page's own.
      this.#node?.closest('form')?.requestSubmit();
    } else if (type === 'escape') {
      this.#emitter.emit('escape', { elementType });
    } else if (type === 'change') {
      this.#setClass('empty', payload.empty);
      this.#setClass('complete', payload.complete);
      this.#setClass('invalid', Boolean(payload.error));
      this.group.changed();
      this.#emitter.emit('change', this.#changeEvent(payload));
    }
  }

  /**
   * @param {{empty: boolean, complete: boolean, error?: any, brand: any}} state
   */
  #changeEvent({ empty, complete, error, brand }) {
    if (this.type === 'payment') {
      /** @type {import('@stripe/stripe-js').StripePaymentElementChangeEvent} */
      const event = {
        elementType: 'payment',
        empty,
        complete,
        collapsed: false,
        value: { type: 'card' },
      };
      return event;
    }
    /** @type {import('@stripe/stripe-js').StripeCardElementChangeEvent} */
    const event = {
      elementType: 'card',
      empty,
      complete,
      error,
      value: { postalCode: '' },
      brand,
    };
    return event;
  }

  /**
   * @param {keyof typeof DEFAULT_CLASSES} name
   * @param {boolean} present
   */
  #setClass(name, present) {
    /** @type {StripeElementClasses} */
    const classes = { ...DEFAULT_CLASSES, ...this.#options.classes };
    const names = (classes[name] ?? '').split(' ').filter(Boolean);
    for (const className of names) {
      this.#node?.classList.toggle(className, present);
    }
  }
}
