// The bank's page inside Stripe.js's window: it answers without leaving the shop.
// By itself, after a redirect, it is a plain form and needs no script.

import { hasParent, listen, send } from '../frames/parent.js';

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const problem = document.getElementById('problem');

/** @param {string} outcome */
async function answer(outcome) {
  const buttons = form.querySelectorAll('button');
  buttons.forEach((button) => (button.disabled = true));
  try {
    const response = await fetch(location.pathname, {
      method: 'POST',
      body: new URLSearchParams({ outcome }),
    });
    if (!response.ok) {
      throw new Error(`answered ${response.status}`);
    }
    send('answered');
  } catch {
    buttons.forEach((button) => (button.disabled = false));
    if (problem) {
      problem.textContent = 'Your answer did not get through. Please try again.';
    }
  }
}

if (hasParent) {
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = event.submitter;
    answer(button instanceof HTMLButtonElement ? button.value : 'fail');
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      answer('fail');
    }
  });
  form.querySelector('button')?.focus();
  listen({ fail: () => answer('fail') });
}
