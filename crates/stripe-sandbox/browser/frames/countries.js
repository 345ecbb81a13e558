// Countries: which there are, what they are called, and where the customer probably is.

import { Field, make } from './controls.js';
import { fault, language, text } from './messages.js';

/** The countries that Stripe knows, by their codes in ISO 3166. */
const CODES =
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'.split(
    ' ',
  );

/** Where a language is spoken most, for a browser that names no region. */
const HOMES = { de: 'DE', en: 'US', es: 'ES', fr: 'FR' };

/**
 * The country that a list begins with: the page's choice, or the browser's region.
 *
 * @param {unknown} chosen
 * @param {string[]} [allowed]
 */
export function countryHere(chosen, allowed = CODES) {
  const region = navigator.languages.map((tag) => new Intl.Locale(tag).region).find(Boolean);
  const wanted = [chosen, region, HOMES[language()]];
  return /** @type {string} */ (wanted.find((code) => allowed.includes(/** @type {string} */ (code))) ?? allowed[0]);
}

/**
 * Choices of a list, in the order of their names.
 *
 * @param {HTMLSelectElement} list
 * @param {[code: string, name: string][]} choices
 */
export function fillList(list, choices) {
  const chosen = list.value;
  const options = choices.map(([code, name]) => new Option(name, code));
  list.replaceChildren(...options);
  if (choices.some(([code]) => code === chosen)) {
    list.value = chosen;
  }
}

/** @param {string[]} codes */
function named(codes) {
  const names = new Intl.DisplayNames(language(), { type: 'region' });
  const { compare } = new Intl.Collator(language());
  return codes
    .map((code) => /** @type {[string, string]} */ ([code, names.of(code) ?? code]))
    .sort(([, first], [, second]) => compare(first, second));
}

/** A list of countries in the language that is spoken. */
class CountryField extends Field {
  #codes = CODES;

  /** @param {string[] | null | undefined} codes those that the page allows */
  allow(codes) {
    const allowed = codes ? CODES.filter((code) => codes.includes(code)) : CODES;
    this.#codes = allowed.length > 0 ? allowed : CODES;
    this.relabel();
  }

  get codes() {
    return this.#codes;
  }

  relabel() {
    super.relabel();
    // The parent's constructor comes here before there are codes.
    if (#codes in this && this.control instanceof HTMLSelectElement) {
      fillList(this.control, named(this.#codes));
    }
  }
}

/**
 * @param {string} name
 * @param {string} autocomplete
 * @param {() => string} label
 */
export function countryField(name, autocomplete, label) {
  const field = new CountryField({
    name,
    autocomplete,
    label,
    bare: false,
    fault: (code) => (code === '' ? fault('incomplete_country') : null),
    control: make('select', ''),
  });
  field.relabel();
  return field;
}

/**
 * An empty first choice, for a list in which nothing is chosen yet.
 *
 * @returns {[string, string]}
 */
export function noChoice() {
  return ['', text('choose')];
}
