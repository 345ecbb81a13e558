// The inside of an Element: puts the form on the page and answers the page that holds the frame.

import { AddressForm } from './address-form.js';
import { applyVariables, rulesSheet } from './appearance.js';
import { cardStyle } from './card-style.js';
import { LineForm } from './line-form.js';
import { speak } from './messages.js';
import { listen, send } from './parent.js';
import { PaymentForm } from './payment-form.js';
import { createConfirmationToken, createCvcToken, createPaymentMethod, createToken } from './requests.js';
import { openDoor, wholeCard } from './siblings.js';
import { SingleForm } from './single-form.js';

/** @typedef {import('./card-fields.js').CardValues} CardValues */
/** @typedef {AddressForm | LineForm | PaymentForm | SingleForm} Form */

const root = /** @type {HTMLFormElement} */ (document.getElementById('form'));

/** @type {Form | null} */
let form = null;
/** @type {Record<string, any>} */
let options = {};

/** @param {Record<string, any>} next */
function setOptions(next) {
  options = next;
  speak(next.language);
  const first = form === null;
  form ??= make(next.type, next.mode);
  if (form instanceof LineForm || form instanceof SingleForm) {
    document.adoptedStyleSheets = [cardStyle(next.style ?? {})];
  } else {
    applyVariables(next.appearance);
    document.adoptedStyleSheets = [rulesSheet(next.appearance)];
  }
  form.apply(next);
  if (first) {
    start(form);
  }
}

/**
 * @param {string} type
 * @param {'shipping' | 'billing'} mode of an address
 * @returns {Form}
 */
function make(type, mode) {
  switch (type) {
    case 'address':
      return new AddressForm(root, mode);
    case 'payment':
      return new PaymentForm(root);
    case 'cardNumber':
    case 'cardExpiry':
    case 'cardCvc':
      return new SingleForm(root, type);
    default:
      return new LineForm(root);
  }
}

/** @param {Form} form */
function start(form) {
  openDoor(form);
  let told = JSON.stringify(form.state);
  form.addEventListener('change', () => {
    const { state } = form;
    const now = JSON.stringify(state);
    if (now !== told) {
      told = now;
      send('change', state);
    }
  });
  const tellHeight = () => send('height', { height: Math.ceil(root.getBoundingClientRect().height) });
  new ResizeObserver(tellHeight).observe(root);
  tellHeight();
  send('ready');
  if (!form.state.empty) {
    // The page gave values, and learns what the form makes of them.
    send('change', form.state);
  }
}

/** @param {any} [given] billing details of the page's call */
function billingDetails(given) {
  const defaults = options.defaultValues?.billingDetails;
  const typed = form instanceof PaymentForm || form instanceof LineForm ? form.address : {};
  // What was typed into the Element's own fields is newer than what the page knew before.
  return {
    ...defaults,
    ...given,
    address: { ...defaults?.address, ...given?.address, ...withoutEmpty(typed) },
  };
}

/** @param {Record<string, string | undefined>} values */
function withoutEmpty(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

/** @type {Record<string, (card: CardValues, parameters: any) => Promise<unknown>>} */
const ACTIONS = {
  validate: async () => ({}),
  createPaymentMethod: (card, parameters) =>
    createPaymentMethod(options.key, card, {
      ...parameters,
      billing_details: billingDetails(parameters.billing_details),
    }),
  createConfirmationToken: (card, parameters) => {
    const data = parameters.payment_method_data ?? {};
    return createConfirmationToken(options.key, card, {
      ...parameters,
      payment_method_data: { ...data, billing_details: billingDetails(data.billing_details) },
    });
  },
  createToken: (card, data) => {
    const { postal_code: zip } = form instanceof LineForm ? withoutEmpty(form.address) : {};
    return createToken(options.key, card, zip === undefined ? data : { ...data, address_zip: zip });
  },
  createCvcToken: (card) => createCvcToken(options.key, card),
};

/** @param {{id: number, action: string, parameters: any, siblings: any}} request */
async function answer({ id, action, parameters, siblings }) {
  if (!form) {
    return;
  }
  if (action === 'state') {
    send('reply', { id, result: form.state });
    return;
  }
  const perform = ACTIONS[action];
  if (!perform) {
    return;
  }
  const { card, fault } = wholeCard(form, siblings);
  const result = fault
    ? { error: { type: 'validation_error', ...fault } }
    : await perform(card, parameters);
  send('reply', { id, result });
}

let focused = false;

root.addEventListener('focusin', () => {
  if (!focused) {
    focused = true;
    send('focus');
  }
});

root.addEventListener('focusout', (event) => {
  if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) {
    focused = false;
    send('blur');
  }
});

root.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    send('escape');
  } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    event.preventDefault();
    send('submit');
  }
});

root.addEventListener('submit', (event) => event.preventDefault());

// The style sheet runs an animation when the browser fills a field in, and another when it is typed over.
root.addEventListener('animationstart', ({ animationName }) => {
  if (animationName === 'filled' || animationName === 'unfilled') {
    send('autofill', { filled: animationName === 'filled' });
  }
});

listen({
  options: setOptions,
  focus: () => form?.focus(),
  blur: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  brand: (name) => form instanceof SingleForm && form.setBrand(name),
  clear: () => form?.clear(),
  collapse: () => form instanceof PaymentForm && form.collapse(),
  focusFault: () => form?.focusFault(),
  request: answer,
});
