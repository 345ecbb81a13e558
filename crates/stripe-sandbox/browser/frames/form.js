// The card form: three fields in the shape of a card or of a payment Element.

import { brandOf } from './brands.js';
import { digitsOf, expiryOf, faultOf, write } from './fields.js';

/** @typedef {import('./fields.js').FieldName} FieldName */
/** @typedef {import('./fields.js').Fault} Fault */
/** @typedef {'card' | 'payment'} FormType */

/** @type {FieldName[]} */
const NAMES = ['number', 'expiry', 'cvc'];

/** The fields as Stripe names, labels and hints them. */
const FIELDS = {
  number: {
    autocomplete: 'cc-number',
    placeholder: '1234 1234 1234 1234',
    card: { name: 'cardnumber', label: 'Credit or debit card number' },
    payment: { name: 'number', label: 'Card number' },
  },
  expiry: {
    autocomplete: 'cc-exp',
    placeholder: 'MM / YY',
    card: { name: 'exp-date', label: 'Credit or debit card expiration date' },
    payment: { name: 'expiry', label: 'Expiration date' },
  },
  cvc: {
    autocomplete: 'cc-csc',
    placeholder: 'CVC',
    card: { name: 'cvc', label: 'Credit or debit card CVC/CVV' },
    payment: { name: 'cvc', label: 'Security code' },
  },
};

/**
 * @typedef {object} Field
 * @property {HTMLElement} root
 * @property {HTMLInputElement} input
 * @property {HTMLElement} message
 * @property {boolean} left whether the customer has left the field with something in it
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 */
function make(tag, className) {
  const node = document.createElement(tag);
  node.className = className;
  return node;
}

/** Three fields, what is typed into them, and what is wrong with it. */
export class CardForm extends EventTarget {
  /** @type {Record<FieldName, Field>} */
  #fields;
  #brand = make('span', 'brand');
  #type;

  /**
   * @param {HTMLFormElement} form
   * @param {FormType} type
   */
  constructor(form, type) {
    super();
    this.#type = type;
    form.className = type;
    this.#brand.setAttribute('aria-hidden', 'true');
    this.#fields = {
      number: this.#field('number'),
      expiry: this.#field('expiry'),
      cvc: this.#field('cvc'),
    };
    const roots = NAMES.map((name) => this.#fields[name].root);
    if (type === 'card') {
      const line = make('div', 'line');
      line.append(this.#brand, ...roots);
      form.replaceChildren(line);
    } else {
      const group = make('fieldset', '');
      const legend = make('legend', '');
      legend.textContent = 'Card';
      this.#fields.number.input.after(this.#brand);
      group.append(legend, ...roots);
      form.replaceChildren(group);
    }
  }

  /** @param {FieldName} name */
  #field(name) {
    const { autocomplete, placeholder, [this.#type]: named } = FIELDS[name];
    const root = make('div', `field ${name}`);
    const input = make('input', '');
    input.id = named.name;
    input.name = named.name;
    input.type = 'text';
    input.inputMode = 'numeric';
    input.autocomplete = /** @type {AutoFill} */ (autocomplete);
    input.placeholder = placeholder;
    input.spellcheck = false;
    input.setAttribute('autocorrect', 'off');
    input.setAttribute('aria-invalid', 'false');
    const message = make('p', this.#type === 'card' ? 'hidden' : 'message');
    message.id = `${named.name}-message`;
    input.setAttribute('aria-describedby', message.id);
    if (this.#type === 'card') {
      input.setAttribute('aria-label', named.label);
      root.append(input, message);
    } else {
      message.setAttribute('role', 'alert');
      const label = make('label', '');
      label.htmlFor = input.id;
      label.textContent = named.label;
      const box = make('div', 'box');
      box.append(input);
      root.append(label, box, message);
    }
    const field = { root, input, message, left: false };
    input.addEventListener('input', () => this.#typed(name));
    input.addEventListener('blur', () => this.#leave(name));
    input.addEventListener('keydown', (event) => this.#pressed(name, event));
    return field;
  }

  get #number() {
    return digitsOf(this.#fields.number.input.value);
  }

  /** @param {FieldName} name */
  #typed(name) {
    const { input } = this.#fields[name];
    const caret = input.selectionStart ?? input.value.length;
    const atEnd = caret === input.value.length;
    const before = digitsOf(input.value.slice(0, caret)).length;
    input.value = write(name, input.value, this.#number);
    if (!atEnd) {
      let position = 0;
      for (let seen = 0; seen < before && position < input.value.length; position += 1) {
        seen += /\d/.test(input.value[position] ?? '') ? 1 : 0;
      }
      input.setSelectionRange(position, position);
    }
    this.#fields[name].left = false;
    this.#changed();
    const complete = faultOf(name, input.value, this.#number) === null;
    const next = NAMES[NAMES.indexOf(name) + 1];
    if (complete && atEnd && next && document.activeElement === input) {
      const following = this.#fields[next].input;
      if (following.value === '') {
        following.focus();
      }
    }
  }

  /** @param {FieldName} name */
  #leave(name) {
    const field = this.#fields[name];
    if (!field.left && field.input.value !== '') {
      field.left = true;
      this.#changed();
    }
  }

  /**
   * @param {FieldName} name
   * @param {KeyboardEvent} event
   */
  #pressed(name, event) {
    const earlier = NAMES[NAMES.indexOf(name) - 1];
    if (event.key === 'Backspace' && this.#fields[name].input.value === '' && earlier) {
      event.preventDefault();
      this.#fields[earlier].input.focus();
    }
  }

  /**
   * The fault that the customer is told of now: an unfinished field is left in peace.
   *
   * @param {FieldName} name
   * @returns {Fault | null}
   */
  #shownFault(name) {
    const { input, left } = this.#fields[name];
    const fault = faultOf(name, input.value, this.#number);
    return fault && (left || fault.code.startsWith('invalid_')) ? fault : null;
  }

  #changed() {
    for (const name of NAMES) {
      const { root, input, message } = this.#fields[name];
      const shown = this.#shownFault(name);
      root.classList.toggle('invalid', shown !== null);
      root.classList.toggle('complete', faultOf(name, input.value, this.#number) === null);
      input.setAttribute('aria-invalid', String(shown !== null));
      const text = shown?.message ?? '';
      if (message.textContent !== text) {
        message.textContent = text;
      }
    }
    const brand = brandOf(this.#number);
    this.#brand.textContent = brand.badge;
    const cvc = this.#fields.cvc.input;
    const writtenCvc = write('cvc', cvc.value, this.#number);
    if (writtenCvc !== cvc.value) {
      cvc.value = writtenCvc;
    }
    this.dispatchEvent(new Event('change'));
  }

  /** What the page may know. */
  get state() {
    const inputs = NAMES.map((name) => this.#fields[name].input);
    const shown = NAMES.map((name) => this.#shownFault(name)).find((fault) => fault !== null);
    return {
      empty: inputs.every((input) => input.value === ''),
      complete: NAMES.every((name) => faultOf(name, this.#fields[name].input.value, this.#number) === null),
      error: shown ? { type: 'validation_error', ...shown } : undefined,
      brand: brandOf(this.#number).name,
    };
  }

  /**
   * Shows everything that is wrong, puts the focus there, and returns the first fault.
   *
   * @returns {Fault | null}
   */
  validate() {
    for (const name of NAMES) {
      this.#fields[name].left = true;
    }
    this.#changed();
    const wrong = NAMES.find((name) => this.#shownFault(name) !== null);
    if (!wrong) {
      return null;
    }
    if (this.#type === 'payment') {
      this.#fields[wrong].input.focus();
    }
    return this.#shownFault(wrong);
  }

  /** The card, complete and valid. */
  get card() {
    const { month, year } = expiryOf(this.#fields.expiry.input.value);
    return {
      number: this.#number,
      exp_month: month,
      exp_year: year,
      cvc: this.#fields.cvc.input.value,
    };
  }

  focus() {
    const wanted = NAMES.find((name) => this.#fields[name].input.value === '') ?? 'number';
    this.#fields[wanted].input.focus();
  }

  clear() {
    for (const name of NAMES) {
      this.#fields[name].input.value = '';
      this.#fields[name].left = false;
    }
    this.#changed();
  }

  /** @param {boolean} disabled */
  disable(disabled) {
    for (const name of NAMES) {
      this.#fields[name].input.disabled = disabled;
    }
  }

  /** @param {boolean} hidden */
  hideBrand(hidden) {
    this.#brand.hidden = hidden;
  }
}
