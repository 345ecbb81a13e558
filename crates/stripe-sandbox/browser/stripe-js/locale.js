// Which language Elements speak.

/** @typedef {'de' | 'en' | 'es' | 'fr'} Language */

/** @type {Language[]} */
const LANGUAGES = ['de', 'en', 'es', 'fr'];

/**
 * The language for a `locale` of Stripe.js: its own, the browser's for `auto`, or English.
 *
 * @param {unknown} locale
 * @returns {Language}
 */
function languageOf(locale) {
  const wanted = typeof locale === 'string' && locale !== 'auto' ? [locale] : navigator.languages;
  for (const tag of wanted) {
    const language = LANGUAGES.find((known) => known === tag.toLowerCase().split('-')[0]);
    if (language) {
      return language;
    }
  }
  return 'en';
}
