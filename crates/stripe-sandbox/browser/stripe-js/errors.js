// Errors: what is thrown at a developer, and what is handed to a customer.

/** @typedef {import('@stripe/stripe-js').StripeError} StripeError */

/** A mistake in how the page calls Stripe.js. */
class IntegrationError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'IntegrationError';
  }
}

/**
 * Throws unless `condition` holds.
 *
 * @param {unknown} condition
 * @param {string} message what the developer did wrong
 * @returns {asserts condition}
 */
function assertIntegration(condition, message) {
  if (!condition) {
    throw new IntegrationError(message);
  }
}

/**
 * Throws unless a method got an object of options.
 *
 * @param {string} method which method of Stripe.js was called
 * @param {unknown} options
 */
function assertOptions(method, options) {
  assertIntegration(
    typeof options === 'object' && options !== null && !Array.isArray(options),
    `${method}: expected an object, and got ${options === null ? 'null' : typeof options}.`,
  );
}

/**
 * The error of an answer that never came.
 *
 * @returns {StripeError}
 */
function connectionError() {
  return {
    type: 'api_connection_error',
    message: 'We are experiencing issues connecting to our payments provider. Please check your connection and try again.',
  };
}
