// How a page styles the fields: the `style` of a card Element, the `appearance` of a group.
//
// Values land in custom properties through the object model, which a content security policy
// allows; the style sheet says what they do. A value that is no CSS does nothing.

/** From a style's property to the custom property and the CSS property it must be valid for. */
const STYLE = {
  color: ['--card-color', 'color'],
  backgroundColor: ['--card-background', 'background-color'],
  fontFamily: ['--card-font-family', 'font-family'],
  fontSize: ['--card-font-size', 'font-size'],
  fontStyle: ['--card-font-style', 'font-style'],
  fontWeight: ['--card-font-weight', 'font-weight'],
  iconColor: ['--card-icon-color', 'color'],
  letterSpacing: ['--card-letter-spacing', 'letter-spacing'],
  lineHeight: ['--card-line-height', 'line-height'],
  padding: ['--card-padding', 'padding'],
};

const VARIABLES = {
  borderRadius: ['--radius', 'border-radius'],
  colorBackground: ['--color-background', 'background-color'],
  colorDanger: ['--color-danger', 'color'],
  colorPrimary: ['--color-primary', 'color'],
  colorText: ['--color-text', 'color'],
  colorTextPlaceholder: ['--color-placeholder', 'color'],
  fontFamily: ['--font-family', 'font-family'],
  fontSizeBase: ['--font-size', 'font-size'],
  fontSizeSm: ['--font-size-small', 'font-size'],
  fontWeightNormal: ['--font-weight', 'font-weight'],
  spacingUnit: ['--space', 'padding'],
};

/** @type {Record<string, Record<string, string>>} */
const THEMES = {
  stripe: {},
  flat: { '--color-background': '#f1f2f5', '--color-border': '#f1f2f5' },
  night: {
    '--color-background': '#2b2f3a',
    '--color-border': '#565c6d',
    '--color-text': '#f4f5f7',
    '--color-placeholder': '#a3a9b8',
    '--color-primary': '#8f8bff',
    '--color-danger': '#ff8b9a',
  },
};

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
 * @param {Record<string, string[]>} table
 * @param {Record<string, unknown>} values
 */
function setAll(table, values) {
  for (const [name, [property, kind]] of Object.entries(table)) {
    if (property && kind) {
      set(property, kind, values[name]);
    }
  }
}

/**
 * Applies what the page chose, in place of what it chose before.
 *
 * @param {{style?: Record<string, any>, appearance?: Record<string, any>}} options
 */
export function applyAppearance({ style = {}, appearance = {} }) {
  document.documentElement.removeAttribute('style');
  const variables = appearance.variables ?? {};
  for (const [property, value] of Object.entries(THEMES[appearance.theme] ?? {})) {
    root.setProperty(property, value);
  }
  setAll(VARIABLES, variables);
  if (variables.colorText !== undefined || variables.colorBackground !== undefined) {
    // A border that shows on whichever background was chosen.
    root.setProperty(
      '--color-border',
      'color-mix(in srgb, var(--color-text) 30%, var(--color-background))',
    );
  }
  if (variables.colorText !== undefined && variables.colorTextPlaceholder === undefined) {
    root.setProperty(
      '--color-placeholder',
      'color-mix(in srgb, var(--color-text) 70%, var(--color-background))',
    );
  }
  const base = style.base ?? {};
  setAll(STYLE, base);
  set('--card-placeholder-color', 'color', base['::placeholder']?.color);
  set('--card-focus-color', 'color', base[':focus']?.color);
  set('--card-complete-color', 'color', style.complete?.color);
  set('--card-invalid-color', 'color', style.invalid?.color);
}
