// The `appearance` of a group: a theme, variables and rules, for Elements with boxes of their own.

import { addRule } from './styles.js';

/** From a variable to the custom property and the CSS property it must be valid for. */
const VARIABLES = {
  borderRadius: ['--radius', 'border-radius'],
  colorBackground: ['--color-background', 'background-color'],
  colorDanger: ['--color-danger', 'color'],
  colorPrimary: ['--color-primary', 'color'],
  colorText: ['--color-text', 'color'],
  colorTextPlaceholder: ['--color-placeholder', 'color'],
  colorTextSecondary: ['--color-secondary', 'color'],
  focusBoxShadow: ['--focus-shadow', 'box-shadow'],
  focusOutline: ['--focus-outline', 'outline'],
  fontFamily: ['--font-family', 'font-family'],
  fontLineHeight: ['--line-height', 'line-height'],
  fontSizeBase: ['--font-size', 'font-size'],
  fontSizeSm: ['--font-size-small', 'font-size'],
  fontWeightMedium: ['--font-weight-medium', 'font-weight'],
  fontWeightNormal: ['--font-weight', 'font-weight'],
  gridColumnSpacing: ['--column-gap', 'column-gap'],
  gridRowSpacing: ['--row-gap', 'row-gap'],
  iconColor: ['--icon-color', 'color'],
  inputBoxShadow: ['--input-shadow', 'box-shadow'],
  inputColorBorder: ['--color-border', 'color'],
  inputFocusBoxShadow: ['--focus-shadow', 'box-shadow'],
  inputFocusColorBorder: ['--focus-border', 'color'],
  labelColorText: ['--label-color', 'color'],
  labelFontSize: ['--label-size', 'font-size'],
  labelFontWeight: ['--label-weight', 'font-weight'],
  labelSpacing: ['--label-gap', 'margin'],
  spacingGridColumn: ['--column-gap', 'column-gap'],
  spacingGridRow: ['--row-gap', 'row-gap'],
  spacingUnit: ['--space', 'padding'],
};

/** @type {Record<string, Record<string, string>>} */
const THEMES = {
  stripe: {},
  flat: {
    '--color-background': '#f1f2f5',
    '--color-border': 'transparent',
    '--input-shadow': 'none',
    '--radius': '4px',
  },
  night: {
    '--color-background': '#30313d',
    '--color-border': '#565869',
    '--color-text': '#f4f5f7',
    '--color-secondary': '#b8bac8',
    '--color-placeholder': '#a5a8b8',
    '--color-primary': '#85d996',
    '--color-danger': '#ff8d9b',
    '--input-shadow': '0 2px 4px rgb(0 0 0 / 50%), 0 1px 6px rgb(0 0 0 / 25%)',
  },
};

/** Classes of the fields that rules may name. Others are not in these Elements. */
const CLASSES = 'AccordionItem|Error|Input|Label|TermsText';
const STATES = 'complete|empty|invalid|selected';
const PSEUDO = ':(?:hover|focus|focus-visible|active|disabled|autofill)|::(?:placeholder|selection)';
const RULE = new RegExp(`^\\.(?:${CLASSES})(?:--(?:${STATES}))?(?:${PSEUDO})*$`);

const root = document.documentElement.style;

/**
 * @param {string} property
 * @param {string} kind the CSS property whose values it takes
 * @param {unknown} value
 */
function set(property, kind, value) {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text !== '' && CSS.supports(kind, text)) {
    root.setProperty(property, text);
  }
}

/**
 * The custom properties of what the page chose, in place of what it chose before.
 *
 * @param {Record<string, any>} appearance
 */
export function applyVariables({ theme, variables = {} }) {
  document.documentElement.removeAttribute('style');
  for (const [property, value] of Object.entries(THEMES[theme] ?? {})) {
    root.setProperty(property, value);
  }
  for (const [name, [property, kind]] of Object.entries(VARIABLES)) {
    if (property && kind) {
      set(property, kind, variables[name]);
    }
  }
  const chosen = (/** @type {string} */ name) => variables[name] !== undefined;
  if ((chosen('colorText') || chosen('colorBackground')) && !chosen('inputColorBorder')) {
    // A border that shows on whichever background was chosen.
    root.setProperty('--color-border', 'color-mix(in srgb, var(--color-text) 30%, var(--color-background))');
  }
  if (chosen('colorText') && !chosen('colorTextPlaceholder')) {
    root.setProperty('--color-placeholder', 'color-mix(in srgb, var(--color-text) 70%, var(--color-background))');
  }
}

/**
 * The sheet of a page's `rules`. A selector that is none of Stripe's is left out, and told of.
 *
 * @param {Record<string, any>} appearance
 */
export function rulesSheet({ rules = {} }) {
  const sheet = new CSSStyleSheet();
  for (const [selector, declarations] of Object.entries(rules)) {
    const parts = selector.split(',').map((part) => part.trim());
    const known = parts.filter((part) => RULE.test(part));
    if (known.length > 0) {
      // Over the sandbox's own rules, as far as they go.
      addRule(sheet, known.map((part) => `.form.form.form ${part}`).join(', '), declarations ?? {});
    }
  }
  return sheet;
}
