// The payment Element: a card's form with labels, boxes and sentences for what is wrong.

import { countryField, countryHere } from './countries.js';
import { brandIn, cardIn, cvcField, expiryField, fitCvc, numberField } from './card-fields.js';
import { Field, make } from './controls.js';
import { ElementForm } from './element-form.js';
import { brandIcon, brandIcons, cvcIcon } from './icons.js';
import { text } from './messages.js';
import { postalFault, writePostalCode } from './postal-codes.js';

/** Countries in which a card's postal code is checked. */
const POSTAL_COUNTRIES = ['CA', 'GB', 'US'];

/**
 * Whether a field of the billing details is asked for.
 *
 * @param {any} asked `fields.billingDetails` of the Element
 * @param {'country' | 'postalCode'} name
 */
function isAsked(asked, name) {
  const address = typeof asked === 'object' && asked !== null ? asked.address : asked;
  const field = typeof address === 'object' && address !== null ? address[name] : address;
  return field !== 'never';
}

/** A card, and the country and postal code that go with it. */
export class PaymentForm extends ElementForm {
  #number = numberField(false);
  #expiry = expiryField(false);
  #cvc = cvcField(false, () => brandIn(this.#number));
  #country = countryField('country', 'billing country', () => text('country'));
  #postal = new Field({
    name: 'postalCode',
    autocomplete: 'billing postal-code',
    label: () => text(this.#country.value === 'US' ? 'zip' : 'postal_code'),
    placeholder: () => (this.#country.value === 'US' ? '12345' : ''),
    bare: false,
    write: (typed) => writePostalCode(typed, this.#country.value),
    fault: (typed) => postalFault(typed, this.#country.value),
  });
  #group = make('fieldset', '');
  #legend = make('legend', 'hidden');
  #header = make('button', 'AccordionItem');
  #headerIcon = make('span', 'icon');
  #headerText = make('span', '');
  #terms = make('p', 'TermsText');
  #brands = make('span', 'brands');
  #accordion = false;
  #collapsed = false;
  /** @type {Record<string, any> | null} */
  #options = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    super(root, 'form payment');
    this.adopt([this.#number, this.#expiry, this.#cvc, this.#country, this.#postal]);
    this.#country.addEventListener('input', () => {
      this.#postal.relabel();
      this.changed();
    });
    this.#header.type = 'button';
    this.#header.setAttribute('aria-controls', 'card-fields');
    this.#headerIcon.append(brandIcon('unknown', 'default'));
    this.#header.append(this.#headerIcon, this.#headerText);
    this.#header.addEventListener('click', () => this.#collapse(!this.#collapsed));
    this.#group.id = 'card-fields';
    this.#number.box.append(this.#brands);
    const code = make('span', 'icon');
    code.append(cvcIcon());
    this.#cvc.box.append(code);
    const fields = [this.#number, this.#expiry, this.#cvc, this.#country, this.#postal];
    this.#group.append(this.#legend, ...fields.map((field) => field.root), this.#terms);
    this.root.replaceChildren(this.#header, this.#group);
  }

  /** @param {Field} field */
  advances(field) {
    return field === this.#number || field === this.#expiry;
  }

  changed() {
    const brand = brandIn(this.#number);
    fitCvc(this.#cvc, brand);
    this.#showBrand(brand.name);
    this.#postal.hidden = this.#hidesPostal;
    super.changed();
  }

  get #hidesPostal() {
    const asked = this.#options?.fields?.billingDetails;
    const known = !isAsked(asked, 'country') || POSTAL_COUNTRIES.includes(this.#country.value);
    return !isAsked(asked, 'postalCode') || !known;
  }

  /** @param {import('./brands.js').BrandName} name */
  #showBrand(name) {
    const icons = name === 'unknown' && this.#number.value === '' ? brandIcons() : [brandIcon(name, 'default')];
    this.#brands.replaceChildren(...icons);
  }

  /** @param {boolean} collapsed */
  #collapse(collapsed) {
    this.#collapsed = collapsed;
    this.#group.hidden = collapsed;
    this.#header.setAttribute('aria-expanded', String(!collapsed));
    this.#header.classList.toggle('AccordionItem--selected', !collapsed);
    this.changed();
  }

  /** Hides the fields, if they are in an accordion. */
  collapse() {
    if (this.#accordion) {
      this.#collapse(true);
    }
  }

  /** @param {Record<string, any>} options */
  apply(options) {
    const first = this.#options === null;
    this.#options = options;
    const layout = typeof options.layout === 'object' ? options.layout : { type: options.layout };
    this.#accordion = layout.type === 'accordion';
    this.#header.hidden = !this.#accordion;
    if (first) {
      this.#start(options);
      this.#collapse(this.#accordion && Boolean(layout.defaultCollapsed));
    } else if (!this.#accordion && this.#collapsed) {
      this.#collapse(false);
    }
    this.#country.hidden = !isAsked(options.fields?.billingDetails, 'country');
    this.#postal.hidden = this.#hidesPostal;
    this.#legend.textContent = text('card');
    this.#headerText.textContent = text('card');
    const terms = options.terms?.card ?? 'auto';
    this.#terms.hidden = terms === 'never' || (terms === 'auto' && !options.keepsCard);
    const business = options.business?.name ?? text('the_shop');
    this.#terms.textContent = text('keeps_card').replace('{business}', () => business);
    super.apply(options);
    this.#showBrand(brandIn(this.#number).name);
  }

  /** @param {Record<string, any>} options */
  #start({ defaultValues }) {
    const { country, postal_code: postalCode } = defaultValues?.billingDetails?.address ?? {};
    this.#country.value = countryHere(country);
    if (typeof postalCode === 'string') {
      this.#postal.value = postalCode;
    }
  }

  get state() {
    return {
      ...super.state,
      complete: !this.#collapsed && super.state.complete,
      collapsed: this.#collapsed,
      brand: brandIn(this.#number).name,
    };
  }

  validate() {
    if (this.#collapsed) {
      this.#collapse(false);
    }
    return super.validate();
  }

  get card() {
    return cardIn({ number: this.#number, expiry: this.#expiry, cvc: this.#cvc });
  }

  /** What was typed of the cardholder's address. */
  get address() {
    return {
      country: this.#country.hidden ? undefined : this.#country.value,
      postal_code: this.#postal.hidden ? undefined : this.#postal.value,
    };
  }
}
