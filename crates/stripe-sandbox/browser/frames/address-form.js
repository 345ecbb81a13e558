// The address Element: a name, an address as its country writes it, and a phone number.

import { formatOf } from './address-formats.js';
import { Field, make } from './controls.js';
import { countryField, countryHere, fillList, noChoice } from './countries.js';
import { ElementForm } from './element-form.js';
import { fault, text } from './messages.js';
import { postalFault, writePostalCode } from './postal-codes.js';
import { REGIONS } from './regions.js';

/** @typedef {import('./messages.js').TextName} TextName */

const PO_BOX = /\bp\.?\s*o\.?\s*box\b/i;
const PHONE = /^\+?[\d\s().-]{6,}$/;

/** @param {string} code */
const required = (code) => (/** @type {string} */ typed) => (typed.trim() === '' ? fault(code) : null);

const optional = () => null;

/** Name, address and phone. */
export class AddressForm extends ElementForm {
  /** @type {Record<string, any>} */
  #options = {};
  #mode;
  #started = false;
  #name;
  #first;
  #last;
  #country;
  #line1;
  #line2;
  #city;
  #state;
  #region;
  #postal;
  #phone;
  #place = make('div', 'place');

  /**
   * @param {HTMLElement} root
   * @param {'shipping' | 'billing'} mode
   */
  constructor(root, mode) {
    super(root, 'form address');
    this.#mode = mode;
    const phone = () => this.#options.validation?.phone?.required === 'always';
    this.#name = this.#field('name', 'name', () => (this.#display === 'organization' ? 'organization' : 'full_name'), required('incomplete_name'));
    this.#first = this.#field('firstName', 'given-name', () => 'first_name', required('incomplete_name'));
    this.#last = this.#field('lastName', 'family-name', () => 'last_name', required('incomplete_name'));
    this.#country = countryField('country', `${mode} country`, () => text('country_or_region'));
    this.#line1 = this.#field('addressLine1', 'address-line1', () => 'address_line1', (typed) => this.#line1Fault(typed));
    this.#line2 = this.#field('addressLine2', 'address-line2', () => 'address_line2', optional);
    this.#city = this.#field('locality', 'address-level2', () => this.#format.city, required('incomplete_city'));
    const stateFault = (/** @type {string} */ typed) =>
      this.#format.stateRequired ? required('incomplete_state')(typed) : null;
    const stateName = () => this.#format.state ?? 'state';
    this.#state = this.#field('administrativeArea', 'address-level1', stateName, stateFault);
    this.#region = this.#field('region', 'address-level1', stateName, stateFault, make('select', ''));
    this.#postal = new Field({
      name: 'postalCode',
      autocomplete: `${mode} postal-code`,
      label: () => text(this.#format.postal ?? 'postal_code'),
      bare: false,
      write: (typed) => writePostalCode(typed, this.#country.value),
      fault: (typed) =>
        typed === '' && !this.#format.postalRequired ? null : postalFault(typed, this.#country.value),
    });
    this.#phone = new Field({
      name: 'phone',
      autocomplete: `${mode} tel`,
      label: () => text('phone'),
      inputMode: 'tel',
      bare: false,
      fault: (typed) =>
        (typed === '' && !phone()) || PHONE.test(typed.trim()) ? null : fault('incomplete_phone'),
    });
    this.#country.addEventListener('input', () => this.#chooseCountry());
  }

  /**
   * @param {string} name
   * @param {string} autocomplete
   * @param {() => TextName} label
   * @param {(typed: string) => import('./messages.js').Fault | null} check
   * @param {HTMLSelectElement} [control]
   */
  #field(name, autocomplete, label, check, control) {
    return new Field({
      name,
      autocomplete: `${this.#mode} ${autocomplete}`,
      label: () => text(label()),
      bare: false,
      fault: check,
      control,
    });
  }

  get #format() {
    // The country's list comes before the fields that depend on it.
    return formatOf(this.#country?.value ?? '');
  }

  get #display() {
    return this.#options.display?.name ?? 'full';
  }

  /** @param {string} typed */
  #line1Fault(typed) {
    if (this.#options.blockPoBox && PO_BOX.test(typed)) {
      return fault('invalid_po_box');
    }
    return required('incomplete_line1')(typed);
  }

  /** @param {Record<string, any>} options */
  apply(options) {
    this.#options = options;
    this.#country.allow(options.allowedCountries);
    if (!this.#started) {
      this.#start(options.defaultValues ?? {});
    }
    const asksName = options.fields?.name !== 'never';
    const split = this.#display === 'split';
    this.#name.hidden = !asksName || split;
    this.#first.hidden = !asksName || !split;
    this.#last.hidden = !asksName || !split;
    this.#phone.hidden = options.fields?.phone !== 'always';
    this.#arrange();
    super.apply(options);
  }

  /** @param {Record<string, any>} values */
  #start(values) {
    this.#started = true;
    const { address = {} } = values;
    this.#country.value = countryHere(address.country, this.#country.codes);
    this.#fillRegions();
    this.#name.value = values.name ?? '';
    this.#first.value = values.firstName ?? '';
    this.#last.value = values.lastName ?? '';
    this.#phone.value = values.phone ?? '';
    this.#line1.value = address.line1 ?? '';
    this.#line2.value = address.line2 ?? '';
    this.#city.value = address.city ?? '';
    this.#state.value = address.state ?? '';
    this.#region.value = address.state ?? '';
    this.#postal.value = address.postal_code ?? '';
    const top = [this.#name, this.#first, this.#last, this.#country, this.#line1, this.#line2];
    this.root.replaceChildren(...top.map((field) => field.root), this.#place, this.#phone.root);
    this.adopt([...top, this.#city, this.#state, this.#region, this.#postal, this.#phone]);
  }

  #chooseCountry() {
    this.#region.value = '';
    this.#state.value = '';
    this.#fillRegions();
    this.#arrange();
    [this.#city, this.#state, this.#region, this.#postal].forEach((field) => field.relabel());
    this.changed();
  }

  #fillRegions() {
    const { control } = this.#region;
    if (control instanceof HTMLSelectElement) {
      fillList(control, [noChoice(), ...(REGIONS[this.#country.value] ?? [])]);
    }
  }

  /** Shows what the country's addresses have, in its order, which is the keyboard's too. */
  #arrange() {
    const format = this.#format;
    const listed = REGIONS[this.#country.value] !== undefined;
    this.#state.hidden = format.state === null || listed;
    this.#region.hidden = format.state === null || !listed;
    this.#postal.hidden = format.postal === null;
    const order = format.postalFirst
      ? [this.#postal, this.#city, this.#region, this.#state]
      : [this.#city, this.#region, this.#state, this.#postal];
    const roots = order.filter((field) => !field.hidden).map((field) => field.root);
    if (roots.length !== this.#place.childElementCount || roots.some((root, index) => this.#place.children[index] !== root)) {
      this.#place.replaceChildren(...roots);
    }
    this.#place.classList.toggle('three', roots.length === 3);
  }

  get #chosenRegion() {
    return this.#region.hidden ? this.#state : this.#region;
  }

  get state() {
    const { empty, complete } = super.state;
    const text = (/** @type {Field} */ field) => (field.hidden ? '' : field.value.trim());
    const split = this.#display === 'split';
    const name = split ? [text(this.#first), text(this.#last)].filter(Boolean).join(' ') : text(this.#name);
    const value = {
      name,
      ...(split ? { firstName: text(this.#first), lastName: text(this.#last) } : {}),
      address: {
        line1: text(this.#line1),
        line2: text(this.#line2) || null,
        city: text(this.#city),
        state: text(this.#chosenRegion),
        postal_code: text(this.#postal),
        country: this.#country.value,
      },
      ...(this.#phone.hidden ? {} : { phone: text(this.#phone) }),
    };
    return { empty, complete, error: undefined, value };
  }

  /** There is no card in an address. */
  get card() {
    return {};
  }
}
