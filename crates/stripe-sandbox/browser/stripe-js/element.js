// One Element: a frame with fields, and its life on the page.

/** @typedef {import('@stripe/stripe-js').StripeElementClasses} StripeElementClasses */

/** The class names that Stripe sets on the node an Element is mounted into. */
const DEFAULT_CLASSES = {
  base: 'StripeElement',
  complete: 'StripeElement--complete',
  empty: 'StripeElement--empty',
  focus: 'StripeElement--focus',
  invalid: 'StripeElement--invalid',
  webkitAutofill: 'StripeElement--webkit-autofill',
};

/** @type {FrameState} */
const EMPTY_STATE = { empty: true, complete: false, brand: 'unknown' };

/** An Element of any kind. */
class SandboxElement {
  #emitter = new Emitter();
  /** @type {SandboxFrame | null} */
  #frame = null;
  /** @type {HTMLElement | null} */
  #node = null;
  /** @type {HTMLElement | null} */
  #wrapper = null;
  #destroyed = false;
  /** @type {FrameState} */
  #state = EMPTY_STATE;
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
    this.#options = { ...options };
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

  /** What the frame told last. */
  get state() {
    return this.#state;
  }

  get options() {
    return this.#options;
  }

  /** @param {string | HTMLElement} target */
  mount(target) {
    this.#assertAlive();
    const node = this.#nodeOf(target);
    if (this.#node === node) {
      return;
    }
    this.unmount();
    if (node.childElementCount > 0) {
      console.warn('This Element will be mounted to a DOM element that contains child nodes. They are removed.');
    }
    const kind = ELEMENT_KINDS[this.type];
    const frame = new SandboxFrame(
      `${SANDBOX_ORIGIN}/frames/element`,
      kind.title[this.group.language],
      (type, payload) => this.#receive(type, payload),
    );
    frame.iframe.style.height = `${kind.height}px`;
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
    assertOptions('element.update()', options);
    const classes = this.#classesNow();
    classes.forEach((name) => this.#setClass(name, false));
    this.#options = { ...this.#options, ...options };
    classes.forEach((name) => this.#setClass(name, true));
    this.refresh();
    return this;
  }

  /** Tells the frame its options again. */
  refresh() {
    if (this.#frame) {
      this.#frame.iframe.title = ELEMENT_KINDS[this.type].title[this.group.language];
      this.#frame.send('options', this.#frameOptions());
    }
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
    assertIntegration(
      target,
      'Missing argument. Make sure to call mount() with a valid DOM element or selector.',
    );
    if (typeof target !== 'string') {
      assertIntegration(
        target instanceof HTMLElement && target.isConnected,
        'Invalid DOM element. Make sure to call mount() with a valid DOM element or selector.',
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
    this.#state = EMPTY_STATE;
  }

  #frameOptions() {
    const { appearance, fields, key, language } = this.group;
    // What cannot be told to another window, such as functions, is nothing that a frame needs.
    const options = JSON.parse(JSON.stringify(this.#options));
    return { ...fields, ...options, type: this.type, key, language, appearance };
  }

  /**
   * @param {string} type
   * @param {any} payload
   */
  #receive(type, payload) {
    const elementType = this.type;
    if (type === 'loaded' && ELEMENT_KINDS[elementType].skeleton) {
      this.#emitter.emit('loaderstart', { elementType });
    } else if (type === 'ready') {
      void this.#becomeReady();
    } else if (type === 'loaderror') {
      this.#emitter.emit('loaderror', { elementType, error: connectionError() });
    } else if (type === 'height' && this.#frame) {
      this.#frame.iframe.style.height = `${payload.height}px`;
    } else if (type === 'focus' || type === 'blur') {
      this.#setClass('focus', type === 'focus');
      this.#emitter.emit(type, { elementType });
    } else if (type === 'submit') {
      // As Enter does in a field of the page's own.
      this.#node?.closest('form')?.requestSubmit();
    } else if (type === 'escape') {
      this.#emitter.emit('escape', { elementType });
    } else if (type === 'autofill') {
      this.#setClass('webkitAutofill', payload.filled);
    } else if (type === 'change') {
      this.#state = payload;
      this.#setClass('empty', payload.empty);
      this.#setClass('complete', payload.complete);
      this.#setClass('invalid', Boolean(payload.error));
      this.group.changed(this);
      this.#emitter.emit('change', changeEvent(this.type, this.#options, payload));
    }
  }

  /** The fields can be typed into; a payment Element waits for its intent too. */
  async #becomeReady() {
    const frame = this.#frame;
    const elementType = this.type;
    const error = elementType === 'payment' ? await this.group.loadIntent() : undefined;
    if (this.#frame !== frame) {
      return;
    }
    if (error) {
      this.#emitter.emit('loaderror', { elementType, error });
      return;
    }
    this.group.mountedElement(this);
    this.#emitter.emit('ready', { elementType });
  }

  #classesNow() {
    const names = /** @type {(keyof typeof DEFAULT_CLASSES)[]} */ (Object.keys(DEFAULT_CLASSES));
    return names.filter((name) =>
      this.#classNames(name).some((className) => this.#node?.classList.contains(className)),
    );
  }

  /** @param {keyof typeof DEFAULT_CLASSES} name */
  #classNames(name) {
    /** @type {StripeElementClasses} */
    const classes = { ...DEFAULT_CLASSES, ...this.#options.classes };
    return (classes[name] ?? '').split(' ').filter(Boolean);
  }

  /**
   * @param {keyof typeof DEFAULT_CLASSES} name
   * @param {boolean} present
   */
  #setClass(name, present) {
    for (const className of this.#classNames(name)) {
      this.#node?.classList.toggle(className, present);
    }
  }
}

/** An Element that asks for an address. */
class AddressElement extends SandboxElement {
  /** What was typed so far, whether it is complete or not. */
  async getValue() {
    /** @type {FrameState} */
    const state = this.mounted ? await this.frame.request('state') : this.state;
    return { complete: state.complete, isNewAddress: true, value: state.value };
  }
}

/** An Element that asks how to pay. */
class PaymentElement extends SandboxElement {
  collapse() {
    if (this.mounted) {
      this.frame.send('collapse');
    }
    return this;
  }
}
