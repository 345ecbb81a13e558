// The card Element: its fields in one line, without a box of its own.

import { postalCountryOf } from './brands.js';
import { brandIn, cardIn, cvcField, expiryField, fitCvc, numberField } from './card-fields.js';
import { Field, make } from './controls.js';
import { ElementForm } from './element-form.js';
import { digitsOf } from './fields.js';
import { brandIcon } from './icons.js';
import { text } from './messages.js';
import { postalFault, writePostalCode } from './postal-codes.js';

/** @typedef {import('./icons.js').IconStyle} IconStyle */

/** Number, expiry, security code, and the postal code if the card's country checks it. */
export class LineForm extends ElementForm {
  #postalCountry = 'US';
  #number = numberField(true);
  #expiry = expiryField(true);
  #cvc = cvcField(true, () => brandIn(this.#number));
  #postal = new Field({
    name: 'postal',
    autocomplete: 'billing postal-code',
    label: () => text(this.#postalCountry === 'US' ? 'card_zip' : 'card_postal'),
    placeholder: () => text(this.#postalCountry === 'US' ? 'card_zip' : 'card_postal'),
    bare: true,
    write: (typed) => writePostalCode(typed, this.#postalCountry),
    fault: (typed) => postalFault(typed, this.#postalCountry),
  });
  #hidesPostal = false;
  #icon = make('span', 'icon');
  /** @type {IconStyle} */
  #iconStyle = 'default';

  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, 'card');
    const fields = [this.#number, this.#expiry, this.#cvc, this.#postal];
    this.adopt(fields);
    const line = make('div', 'line');
    line.append(this.#icon, ...fields.map((field) => field.root));
    this.root.replaceChildren(line);
    this.#fit();
    this.#number.addEventListener('leave', () => this.#showEnd());
  }

  /** In a narrow line the end of the number is worth more than its beginning. */
  #showEnd() {
    const { control } = this.#number;
    // The browser itself goes back to the beginning first.
    requestAnimationFrame(() => control.scrollTo(control.scrollWidth, 0));
  }

  advances() {
    return true;
  }

  changed() {
    this.#fit();
    super.changed();
  }

  /** What depends on the number: the icon, the code's length, and whether a postal code is asked for. */
  #fit() {
    const brand = brandIn(this.#number);
    fitCvc(this.#cvc, brand);
    this.#icon.replaceChildren(brandIcon(brand.name, this.#iconStyle));
    const complete = this.#number.fault === null;
    const country = postalCountryOf(digitsOf(this.#number.value));
    if (complete && country !== undefined && country !== this.#postalCountry) {
      this.#postalCountry = country;
      this.#postal.relabel();
    }
    this.#postal.hidden = this.#hidesPostal || !complete || country === undefined;
    this.root.classList.toggle('with-postal', !this.#postal.hidden);
  }

  /** @param {Record<string, any>} options */
  apply(options) {
    this.#hidesPostal = Boolean(options.hidePostalCode);
    this.#iconStyle = options.iconStyle === 'solid' ? 'solid' : 'default';
    this.#icon.hidden = Boolean(options.hideIcon);
    super.apply(options);
    const postalCode = options.value?.postalCode;
    if (typeof postalCode === 'string' && this.#postal.value === '') {
      this.#postal.value = postalCode;
    }
    this.#fit();
  }

  get empty() {
    return this.#number.value === '' && this.#expiry.value === '' && this.#cvc.value === '';
  }

  get state() {
    const postalCode = this.#postal.hidden ? '' : this.#postal.value;
    return { ...super.state, brand: brandIn(this.#number).name, postalCode };
  }

  get card() {
    return cardIn({ number: this.#number, expiry: this.#expiry, cvc: this.#cvc });
  }

  /** What was typed of the cardholder's address. */
  get address() {
    return this.#postal.hidden ? {} : { postal_code: this.#postal.value };
  }
}
