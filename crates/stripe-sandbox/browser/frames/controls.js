// One field of a form: a control with its label and the sentence for what is wrong with it.

/** @typedef {import('./messages.js').Fault} Fault */
/**
 * @typedef {object} FieldOptions
 * @property {string} name of the control, and its id
 * @property {string} autocomplete
 * @property {() => string} label
 * @property {boolean} bare whether the field stands in a line, without a visible label and sentence
 * @property {() => string} [placeholder]
 * @property {'numeric' | 'tel' | 'text'} [inputMode]
 * @property {(text: string) => string} [write] how the text is written
 * @property {(text: string) => Fault | null} fault
 * @property {HTMLInputElement | HTMLSelectElement} [control] a text field, if none is given
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 */
export function make(tag, className) {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

/** Tells `input` when the customer has typed, and `leave` when the field was left. */
export class Field extends EventTarget {
  #options;
  #label;
  #message;
  #control;
  /** Whether the customer has left the field with something in it. */
  #left = false;

  /** @param {FieldOptions} options */
  constructor(options) {
    super();
    const { name, autocomplete, inputMode = 'text', bare } = options;
    this.#options = options;
    this.root = make('div', `field ${name}`);
    const control = options.control ?? textControl(inputMode);
    this.#control = control;
    control.classList.add('Input');
    control.id = name;
    control.name = name;
    control.autocomplete = /** @type {AutoFill} */ (autocomplete);
    this.box = make('div', 'box');
    this.box.append(control);
    this.#message = make('p', bare ? 'hidden' : 'Error');
    this.#message.id = `${name}-message`;
    if (!bare) {
      this.#message.setAttribute('role', 'alert');
    }
    control.setAttribute('aria-describedby', this.#message.id);
    this.#label = make('label', bare ? 'hidden' : 'Label');
    this.#label.setAttribute('for', name);
    this.root.append(this.#label, this.box, this.#message);
    this.relabel();
    this.show();
    control.addEventListener('input', () => this.#typed());
    control.addEventListener('blur', () => this.#blurred());
  }

  get control() {
    return this.#control;
  }

  get value() {
    return this.#control.value;
  }

  set value(text) {
    this.#control.value = text;
    this.#left = false;
    this.show();
  }

  get hidden() {
    return this.root.hidden;
  }

  set hidden(hidden) {
    this.root.hidden = hidden;
  }

  /** What is wrong, whether the customer is told or not. */
  get fault() {
    return this.hidden ? null : this.#options.fault(this.value);
  }

  /** The fault that the customer is told of now: an unfinished field is left in peace. */
  get shownFault() {
    const { fault } = this;
    return fault && (this.#left || fault.code.startsWith('invalid_')) ? fault : null;
  }

  /** Whether the caret is behind all that was typed. */
  get atEnd() {
    const control = this.#control;
    return control instanceof HTMLInputElement && control.selectionStart === control.value.length;
  }

  /** Tells whatever is wrong from now on. */
  insist() {
    this.#left = true;
    this.show();
  }

  /** Writes label and placeholder anew, in the language that is spoken now. */
  relabel() {
    this.#label.textContent = this.#options.label();
    if (this.#control instanceof HTMLInputElement) {
      this.#control.placeholder = this.#options.placeholder?.() ?? '';
    }
    this.show();
  }

  /** Shows the state of the field. */
  show() {
    const shown = this.shownFault;
    const empty = this.value === '';
    const { classList } = this.#control;
    classList.toggle('Input--invalid', shown !== null);
    classList.toggle('Input--empty', empty);
    classList.toggle('Input--complete', !empty && this.fault === null);
    this.#label.classList.toggle('Label--invalid', shown !== null);
    this.#label.classList.toggle('Label--empty', empty);
    this.#control.setAttribute('aria-invalid', String(shown !== null));
    const text = shown?.message ?? '';
    if (this.#message.textContent !== text) {
      this.#message.textContent = text;
    }
  }

  #typed() {
    const control = this.#control;
    if (control instanceof HTMLInputElement && this.#options.write) {
      rewrite(control, this.#options.write);
    }
    this.#left = false;
    this.show();
    this.dispatchEvent(new Event('input'));
  }

  #blurred() {
    if (!this.#left && this.value !== '') {
      this.insist();
    }
    this.dispatchEvent(new Event('leave'));
  }
}

/** @param {string} inputMode */
function textControl(inputMode) {
  const control = make('input', '');
  control.type = inputMode === 'tel' ? 'tel' : 'text';
  control.inputMode = inputMode;
  control.spellcheck = false;
  control.setAttribute('autocorrect', 'off');
  return control;
}

/**
 * Writes what was typed as it is written, and leaves the caret behind the same letters.
 *
 * @param {HTMLInputElement} control
 * @param {(text: string) => string} write
 */
function rewrite(control, write) {
  const letters = /[\p{L}\p{N}]/gu;
  const caret = control.selectionStart ?? control.value.length;
  const atEnd = caret === control.value.length;
  const before = (control.value.slice(0, caret).match(letters) ?? []).length;
  const written = write(control.value);
  if (written === control.value) {
    return;
  }
  control.value = written;
  if (!atEnd) {
    let position = 0;
    for (let seen = 0; seen < before && position < written.length; position += 1) {
      seen += (written[position] ?? '').match(letters) ? 1 : 0;
    }
    control.setSelectionRange(position, position);
  }
}
