// The cardNumber, cardExpiry and cardCvc Elements: one field each.

import { brandNamed, UNKNOWN } from './brands.js';
import { brandIn, cardIn, cvcField, expiryField, fitCvc, numberField } from './card-fields.js';
import { make } from './controls.js';
import { ElementForm } from './element-form.js';
import { brandIcon } from './icons.js';

/** @typedef {'cardNumber' | 'cardExpiry' | 'cardCvc'} SingleType */

/** One field of a card. */
export class SingleForm extends ElementForm {
  #type;
  #field;
  #icon = make('span', 'icon');
  /** The brand of the number in another frame. */
  #brand = UNKNOWN;
  /** @type {Record<string, any>} */
  #options = {};

  /**
   * @param {HTMLElement} root
   * @param {SingleType} type
   */
  constructor(root, type) {
    super(root, 'card single');
    this.#type = type;
    this.#field =
      type === 'cardNumber'
        ? numberField(true)
        : type === 'cardExpiry'
          ? expiryField(true)
          : cvcField(true, () => this.#brand);
    this.adopt([this.#field]);
    this.#icon.hidden = true;
    const line = make('div', 'line');
    line.append(this.#icon, this.#field.root);
    this.root.replaceChildren(line);
  }

  /** @param {string} name of the card's brand */
  setBrand(name) {
    this.#brand = brandNamed(name);
    fitCvc(this.#field, this.#brand);
    this.changed();
  }

  changed() {
    this.#showIcon();
    super.changed();
  }

  #showIcon() {
    const style = this.#options.iconStyle === 'solid' ? 'solid' : 'default';
    this.#icon.hidden = this.#type !== 'cardNumber' || !this.#options.showIcon;
    this.#icon.replaceChildren(brandIcon(brandIn(this.#field).name, style));
  }

  /** @param {Record<string, any>} options */
  apply(options) {
    this.#options = options;
    super.apply(options);
    if (typeof options.placeholder === 'string' && this.#field.control instanceof HTMLInputElement) {
      this.#field.control.placeholder = options.placeholder;
    }
    this.#showIcon();
  }

  get state() {
    const brand = this.#type === 'cardNumber' ? brandIn(this.#field).name : undefined;
    return { ...super.state, brand };
  }

  get card() {
    const name = { cardNumber: 'number', cardExpiry: 'expiry', cardCvc: 'cvc' }[this.#type];
    return cardIn({ [name]: this.#field });
  }
}
