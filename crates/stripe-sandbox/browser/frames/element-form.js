// What the forms of all Elements have in common.

/** @typedef {import('./controls.js').Field} Field */
/** @typedef {import('./messages.js').Fault} Fault */

/** Fields in the order of the keyboard; tells `change` when what the page may know has changed. */
export class ElementForm extends EventTarget {
  /** @type {Field[]} */
  #fields = [];
  #root;

  /**
   * @param {HTMLElement} root
   * @param {string} className
   */
  constructor(root, className) {
    super();
    root.className = className;
    this.#root = root;
  }

  get root() {
    return this.#root;
  }

  /** The fields that are shown. */
  get fields() {
    return this.#fields.filter((field) => !field.hidden);
  }

  /**
   * Takes fields into the form.
   *
   * @param {Field[]} fields
   */
  adopt(fields) {
    this.#fields = fields;
    for (const field of fields) {
      field.addEventListener('input', () => {
        this.changed();
        this.#advance(field);
      });
      field.addEventListener('leave', () => this.changed());
      field.control.addEventListener('keydown', (event) =>
        this.#pressed(field, /** @type {KeyboardEvent} */ (event)),
      );
    }
  }

  /** Whether the focus moves on by itself from a field that is complete. */
  advances(/** @type {Field} */ _field) {
    return false;
  }

  /** @param {Field} field */
  #advance(field) {
    const next = this.fields[this.fields.indexOf(field) + 1];
    const done = field.fault === null && field.atEnd && document.activeElement === field.control;
    if (done && this.advances(field) && next?.value === '') {
      next.control.focus();
    }
  }

  /**
   * @param {Field} field
   * @param {KeyboardEvent} event
   */
  #pressed(field, event) {
    const earlier = this.fields[this.fields.indexOf(field) - 1];
    if (event.key === 'Backspace' && field.value === '' && earlier && this.advances(earlier)) {
      event.preventDefault();
      earlier.control.focus();
    }
  }

  /** To be called when something in the form has changed. */
  changed() {
    this.#fields.forEach((field) => field.show());
    this.#root.classList.toggle('invalid', this.fields.some(({ shownFault }) => shownFault !== null));
    this.dispatchEvent(new Event('change'));
  }

  /** Whether nothing was typed. What a list has chosen by itself does not count. */
  get empty() {
    return this.fields.every(({ control }) => control instanceof HTMLSelectElement || control.value === '');
  }

  /** What the page may know. */
  get state() {
    const shown = this.fields.map((field) => field.shownFault).find((fault) => fault !== null);
    return {
      empty: this.empty,
      complete: this.fields.every((field) => field.fault === null),
      error: shown ? { type: 'validation_error', ...shown } : undefined,
    };
  }

  /**
   * Shows everything that is wrong, and returns the first fault.
   *
   * @returns {Fault | null}
   */
  validate() {
    this.fields.forEach((field) => field.insist());
    this.changed();
    return this.fields.find(({ fault }) => fault !== null)?.fault ?? null;
  }

  /** Puts the focus where something is missing. */
  focus() {
    const wanted = this.fields.find(({ value }) => value === '') ?? this.fields[0];
    wanted?.control.focus();
  }

  /** Puts the focus where something is wrong. */
  focusFault() {
    this.fields.find(({ fault }) => fault !== null)?.control.focus();
  }

  clear() {
    for (const field of this.#fields) {
      if (field.control instanceof HTMLInputElement) {
        field.value = '';
      }
    }
    this.changed();
  }

  /**
   * Takes the page's options, for the first time or anew.
   *
   * @param {Record<string, any>} options
   */
  apply(options) {
    for (const field of this.#fields) {
      field.relabel();
      field.control.disabled = Boolean(options.disabled || options.readOnly);
    }
  }
}
