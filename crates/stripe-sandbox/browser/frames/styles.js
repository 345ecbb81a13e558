// Sheets that a page's choices make. They are built through the object model, which a content
// security policy allows; a value that is no CSS does nothing, and nothing can be loaded.

/** The properties that Stripe lets pages set. */
const PROPERTIES = new Set(
  'appearance backgroundColor backdropFilter border borderBottom borderBottomColor borderBottomLeftRadius borderBottomRightRadius borderBottomStyle borderBottomWidth borderColor borderLeft borderLeftColor borderLeftStyle borderLeftWidth borderRadius borderRight borderRightColor borderRightStyle borderRightWidth borderStyle borderTop borderTopColor borderTopLeftRadius borderTopRightRadius borderTopStyle borderTopWidth borderWidth boxShadow color fill fillOpacity fontFamily fontSize fontStyle fontVariant fontWeight letterSpacing lineHeight margin marginBottom marginLeft marginRight marginTop opacity outline outlineOffset padding paddingBottom paddingLeft paddingRight paddingTop stroke textAlign textDecoration textShadow textTransform transition -moz-osx-font-smoothing -webkit-font-smoothing -webkit-text-fill-color webkitFontSmoothing webkitTextFillColor'.split(
    ' ',
  ),
);

/** @param {string} name */
function cssName(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^webkit-/, '-webkit-');
}

/**
 * Adds a rule with those declarations that a page may make.
 *
 * @param {CSSStyleSheet} sheet
 * @param {string} selector
 * @param {Record<string, unknown>} declarations
 */
export function addRule(sheet, selector, declarations) {
  const index = sheet.insertRule(`${selector} {}`, sheet.cssRules.length);
  const { style } = /** @type {CSSStyleRule} */ (sheet.cssRules[index]);
  for (const [name, value] of Object.entries(declarations)) {
    if (PROPERTIES.has(name) && (typeof value === 'string' || typeof value === 'number')) {
      style.setProperty(cssName(name), String(value));
    }
  }
}
