// A page that has Stripe.js from npm's loader.

import { loadStripe } from '@stripe/stripe-js';

window.load = async (key) => {
  window.stripe = await loadStripe(key);
};
