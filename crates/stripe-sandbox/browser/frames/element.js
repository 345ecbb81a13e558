// The inside of an Element: puts the form on the page and answers the page that holds the frame.

import { applyAppearance } from './appearance.js';
import { CardForm } from './form.js';
import { listen, send } from './parent.js';
import { createPaymentMethod, createToken } from './requests.js';

const root = /** @type {HTMLFormElement} */ (document.getElementById('form'));

/** @type {CardForm | null} */
let form = null;
/** @type {Record<string, any>} */
let options = {};

/** @param {Record<string, any>} next */
function setOptions(next) {
  options = next;
  applyAppearance(next);
  if (!form) {
    form = start(next.type);
  }
  form.disable(Boolean(next.disabled));
  form.hideBrand(Boolean(next.hideIcon));
}

/** @param {'card' | 'payment'} type */
function start(type) {
  const started = new CardForm(root, type);
  let told = '';
  started.addEventListener('change', () => {
    const state = started.state;
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
  return started;
}

/** @type {Record<string, (form: CardForm, parameters: any) => Promise<unknown>>} */
const ACTIONS = {
  validate: async () => ({}),
  createPaymentMethod: (form, parameters) =>
    createPaymentMethod(options.key, form.card, parameters, options.defaultValues?.billingDetails),
  createToken: (form, data) => createToken(options.key, form.card, data),
};

/** @param {{id: number, action: string, parameters: any}} request */
async function answer({ id, action, parameters }) {
  const perform = ACTIONS[action];
  if (!form || !perform) {
    return;
  }
  const fault = form.validate();
  const result = fault
    ? { error: { type: 'validation_error', ...fault } }
    : await perform(form, parameters);
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
  } else if (event.key === 'Enter') {
    event.preventDefault();
    send('submit');
  }
});

root.addEventListener('submit', (event) => event.preventDefault());

listen({
  options: setOptions,
  focus: () => form?.focus(),
  blur: () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  clear: () => form?.clear(),
  request: answer,
});
