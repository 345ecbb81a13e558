// The hosted page of Checkout works without this: here card numbers are written in groups, what is
// missing is named before the form leaves, and the form leaves once.

import { digitsOf, faultOf, write } from '../frames/fields.js';

/** @typedef {import('../frames/fields.js').FieldName} CardField */

const form = document.querySelector('form');
/** @type {CardField[]} */
const CARD = ['number', 'expiry', 'cvc'];

/** @param {string} name */
function input(name) {
  const found = document.getElementById(name);
  return found instanceof HTMLInputElement ? found : null;
}

/** @returns {string} */
function numberTyped() {
  return digitsOf(input('number')?.value ?? '');
}

/**
 * Writes a field anew and leaves the caret behind the digit that it was behind.
 *
 * @param {CardField} name
 * @param {HTMLInputElement} field
 */
function rewrite(name, field) {
  const before = digitsOf(field.value.slice(0, field.selectionStart ?? field.value.length)).length;
  const atEnd = field.selectionStart === field.value.length;
  field.value = write(name, field.value, numberTyped());
  let caret = field.value.length;
  if (!atEnd) {
    caret = 0;
    for (let digits = 0; caret < field.value.length && digits < before; caret += 1) {
      digits += /\d/.test(field.value.charAt(caret)) ? 1 : 0;
    }
  }
  field.setSelectionRange(caret, caret);
}

/**
 * Says what is wrong with a field, or that nothing is.
 *
 * @param {Element} field
 * @param {string} message
 */
function tell(field, message) {
  field.setAttribute('aria-invalid', String(message !== ''));
  const place = document.getElementById(`${field.id}-fault`);
  if (place) {
    place.textContent = message;
  }
}

/**
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @returns {string} what is wrong with it, empty if nothing is
 */
function wrongWith(field) {
  if (field.value.trim() === '') {
    return field.dataset.missing ?? '';
  }
  const name = CARD.find((name) => name === field.id);
  return name ? (faultOf(name, field.value, numberTyped())?.message ?? '') : '';
}

/** The fields that are shown. */
function fields() {
  const all = form?.querySelectorAll('input:not([type="radio"], [type="hidden"]), select') ?? [];
  return /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ (Array.from(all)).filter(
    (field) => field.offsetParent !== null,
  );
}

/** @param {boolean} busy */
function show(busy) {
  form?.querySelector('.pay')?.setAttribute('aria-disabled', String(busy));
  const status = document.getElementById('status');
  if (status) {
    status.textContent = busy ? 'Processing…' : '';
  }
}

if (form) {
  form.noValidate = true;
  let leaving = false;

  for (const name of CARD) {
    const field = input(name);
    field?.addEventListener('input', (event) => {
      // A deleted separator stays deleted until the next digit.
      if (!(event instanceof InputEvent) || !event.inputType?.startsWith('delete')) {
        rewrite(name, field);
      }
    });
  }

  form.addEventListener('focusout', ({ target }) => {
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (isField && target.getAttribute('aria-invalid') === 'true') {
      tell(target, wrongWith(target));
    }
  });

  form.addEventListener('submit', (event) => {
    const wrong = fields().filter((field) => {
      const message = wrongWith(field);
      tell(field, message);
      return message !== '';
    });
    wrong[0]?.focus();
    if (leaving || wrong.length > 0) {
      event.preventDefault();
      return;
    }
    leaving = true;
    show(true);
  });

  // Back from the bank's page by the browser's own button.
  window.addEventListener('pageshow', () => {
    leaving = false;
    show(false);
  });

  const status = document.getElementById('status');
  form.addEventListener('change', ({ target }) => {
    if (status && target instanceof HTMLInputElement && target.name === 'shipping_option') {
      const total = Array.from(document.querySelectorAll('h1 .by-option')).find(
        (amount) => getComputedStyle(amount).display !== 'none',
      );
      status.textContent = `Total due ${total?.textContent ?? ''}`;
    }
  });
}
