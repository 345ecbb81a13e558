// What a shop's server does with npm's `stripe`, on the sandbox and without a special case for it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';
import { client, startSandbox } from './sandbox.mjs';

let sandbox;
let stripe;

before(async () => {
  sandbox = await startSandbox();
  stripe = client(sandbox);
});

after(() => sandbox.stop());

/** Creates an intent over 15 euros by card. */
function pay(paymentMethod, more = {}) {
  return stripe.paymentIntents.create({
    amount: 1500,
    currency: 'eur',
    confirm: true,
    payment_method: paymentMethod,
    payment_method_types: ['card'],
    ...more,
  });
}

/** Answers the bank's question as its page does. */
async function authenticate(intent, outcome) {
  const response = await fetch(intent.next_action.use_stripe_sdk.stripe_js, {
    method: 'POST',
    headers: { 'sec-fetch-mode': 'cors' },
    body: new URLSearchParams({ outcome }),
  });
  assert.ok(response.ok);
}

/** The list, once it holds something. */
async function awaited(list) {
  for (;;) {
    const { data } = await list();
    if (data.length > 0) {
      return data;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('a customer is kept, changed, found and deleted', async () => {
  const address = { line1: '1 Road', city: 'Berlin', postal_code: '10115', country: 'DE' };
  const customer = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada', address, metadata: { a: '1', b: '2' } });
  assert.equal(customer.address.city, 'Berlin');
  assert.equal(customer.lastResponse.statusCode, 200);
  assert.match(customer.lastResponse.requestId, /^req_/);
  const changed = await stripe.customers.update(customer.id, { name: '', metadata: { a: '', c: '3' } });
  assert.equal(changed.name, null);
  assert.deepEqual({ ...changed.metadata }, { b: '2', c: '3' });
  const cleared = await stripe.customers.update(customer.id, { metadata: '' });
  assert.deepEqual({ ...cleared.metadata }, {});
  const found = await stripe.customers.list({ email: 'ada@example.com' });
  assert.deepEqual(found.data.map(({ id }) => id), [customer.id]);
  assert.equal((await stripe.customers.del(customer.id)).deleted, true);
  assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true);
});

test('payment methods are attached, listed on page after page, and detached', async () => {
  const { id: customer } = await stripe.customers.create({});
  const attached = [];
  for (const name of ['visa', 'mastercard', 'amex', 'discover', 'visa_debit']) {
    const method = await stripe.paymentMethods.attach(`pm_card_${name}`, { customer });
    attached.unshift(method.id);
  }
  const listed = [];
  for await (const method of stripe.paymentMethods.list({ customer, type: 'card', limit: 2 })) {
    listed.push(method.id);
  }
  assert.deepEqual(listed, attached);
  const backwards = await stripe.paymentMethods.list({ customer, ending_before: attached[3], limit: 2 }).autoPagingToArray({ limit: 10 });
  assert.deepEqual(backwards.map(({ id }) => id).sort(), attached.slice(0, 3).sort());
  const own = await stripe.customers.listPaymentMethods(customer, { limit: 100 });
  assert.equal(own.data.length, 5);
  const detached = await stripe.paymentMethods.detach(attached[0]);
  assert.equal(detached.customer, null);
  const changed = await stripe.paymentMethods.update(attached[1], { billing_details: { name: 'Ada' } });
  assert.equal(changed.billing_details.name, 'Ada');
  assert.equal((await stripe.paymentMethods.list({ customer })).data.length, 4);
});

test('an automatic intent is confirmed, and asks the cardholder where it must', async () => {
  const paid = await pay('pm_card_visa', { expand: ['latest_charge.balance_transaction'] });
  assert.equal(paid.status, 'succeeded');
  assert.equal(paid.latest_charge.balance_transaction.amount, 1500);
  const asked = await pay('pm_card_authenticationRequired');
  assert.equal(asked.status, 'requires_action');
  await authenticate(asked, 'complete');
  assert.equal((await stripe.paymentIntents.retrieve(asked.id)).status, 'succeeded');
});

test('a manual intent is confirmed again by the server', async () => {
  const asked = await pay('pm_card_authenticationRequired', { confirmation_method: 'manual' });
  await authenticate(asked, 'complete');
  assert.equal((await stripe.paymentIntents.retrieve(asked.id)).status, 'requires_confirmation');
  assert.equal((await stripe.paymentIntents.confirm(asked.id)).status, 'succeeded');
  const failed = await pay('pm_card_authenticationRequired', { confirmation_method: 'manual' });
  await authenticate(failed, 'fail');
  const { status, last_payment_error: error } = await stripe.paymentIntents.retrieve(failed.id);
  assert.equal(status, 'requires_payment_method');
  assert.equal(error.code, 'payment_intent_authentication_failure');
});

test('money is held, taken in part, and let go', async () => {
  const held = await pay('pm_card_visa', { capture_method: 'manual' });
  assert.equal(held.status, 'requires_capture');
  const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1000 });
  assert.equal(taken.amount_received, 1000);
  const other = await pay('pm_card_visa', { capture_method: 'manual' });
  const canceled = await stripe.paymentIntents.cancel(other.id, { cancellation_reason: 'abandoned' });
  assert.equal(canceled.cancellation_reason, 'abandoned');
});

test('errors have their classes', async () => {
  const is = (kind, more = {}) => (error) => {
    assert.ok(error instanceof kind, `${error.constructor.name}: ${error.message}`);
    for (const [name, value] of Object.entries(more)) {
      assert.equal(error[name], value);
    }
    return true;
  };
  await assert.rejects(pay('pm_card_chargeDeclinedInsufficientFunds'), (error) => {
    is(Stripe.errors.StripeCardError, { code: 'card_declined', decline_code: 'insufficient_funds', statusCode: 402 })(error);
    return error.payment_intent.status === 'requires_payment_method' && error.charge.startsWith('ch_');
  });
  const { StripeInvalidRequestError, StripeIdempotencyError, StripeAuthenticationError } = Stripe.errors;
  await assert.rejects(stripe.paymentIntents.retrieve('pi_none'), is(StripeInvalidRequestError, { code: 'resource_missing', statusCode: 404 }));
  await assert.rejects(pay('pm_card_visa', { amount: 10 }), is(StripeInvalidRequestError, { code: 'amount_too_small', param: 'amount' }));
  await assert.rejects(pay('pm_card_visa', { wrong: 1 }), is(StripeInvalidRequestError, { code: 'parameter_unknown', param: 'wrong' }));
  const idempotencyKey = 'errors have their classes';
  await stripe.customers.create({ name: 'Ada' }, { idempotencyKey });
  await assert.rejects(stripe.customers.create({ name: 'Bob' }, { idempotencyKey }), is(StripeIdempotencyError, { statusCode: 400 }));
  await assert.rejects(client(sandbox, {}, 'sk_test_of_somebody_else').customers.list(), is(StripeAuthenticationError, { statusCode: 401 }));
  await assert.rejects(client(sandbox, {}, 'sk_live_of_anybody').customers.list(), is(StripeAuthenticationError));
});

test('an idempotency key gives the same answer again', async () => {
  const create = () => stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'the same answer' });
  const [first, second] = [await create(), await create()];
  assert.equal(first.id, second.id);
  assert.equal(second.lastResponse.idempotencyKey, 'the same answer');
});

test('a card is set up and charged when its holder is away', async () => {
  const { id: customer } = await stripe.customers.create({});
  const asked = await stripe.setupIntents.create({
    customer,
    confirm: true,
    payment_method: 'pm_card_authenticationRequiredOnSetup',
    payment_method_types: ['card'],
    usage: 'off_session',
  });
  assert.equal(asked.status, 'requires_action');
  await authenticate(asked, 'complete');
  const done = await stripe.setupIntents.retrieve(asked.id, { expand: ['payment_method'] });
  assert.equal(done.status, 'succeeded');
  assert.equal(done.payment_method.customer, customer);
  const paid = await pay(done.payment_method.id, { customer, off_session: true });
  assert.equal(paid.status, 'succeeded');
  const plain = await stripe.setupIntents.create({ payment_method_types: ['card'] });
  const confirmed = await stripe.setupIntents.confirm(plain.id, { payment_method: 'pm_card_visa' });
  assert.equal(confirmed.status, 'succeeded');
  const unused = await stripe.setupIntents.create({ payment_method_types: ['card'] });
  assert.equal((await stripe.setupIntents.cancel(unused.id)).status, 'canceled');
});

test('a token is charged once, captured and refunded', async () => {
  const card = { number: '4242424242424242', exp_month: '12', exp_year: '2034', cvc: '123' };
  const token = await stripe.tokens.create({ card });
  assert.equal((await stripe.tokens.retrieve(token.id)).used, false);
  const charge = await stripe.charges.create({ amount: 1500, currency: 'eur', source: token.id, capture: false });
  assert.equal(charge.captured, false);
  await assert.rejects(stripe.charges.create({ amount: 1500, currency: 'eur', source: token.id }), { code: 'token_already_used' });
  assert.equal((await stripe.charges.capture(charge.id)).amount_captured, 1500);
  const part = await stripe.refunds.create({ charge: charge.id, amount: 500, reason: 'requested_by_customer' });
  assert.equal(part.status, 'succeeded');
  await stripe.refunds.create({ charge: charge.id });
  await assert.rejects(stripe.refunds.create({ charge: charge.id }), { code: 'charge_already_refunded' });
  const whole = await stripe.charges.retrieve(charge.id, { expand: ['refunds'] });
  assert.deepEqual(whole.refunds.data.map(({ amount }) => amount), [1000, 500]);
  assert.equal((await stripe.refunds.retrieve(part.id, { expand: ['charge'] })).charge.refunded, true);
  assert.equal((await stripe.refunds.list({ charge: charge.id })).data.length, 2);
});

test('a security code is checked anew by a token of its own', async () => {
  const token = await client(sandbox, {}, sandbox.publishableKey).tokens.create({ cvc_update: { cvc: '123' } });
  const { id: customer } = await stripe.customers.create({});
  const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const options = { card: { cvc_token: token.id } };
  const paid = await pay(card, { customer, payment_method_options: options, expand: ['latest_charge'] });
  assert.equal(paid.latest_charge.payment_method_details.card.checks.cvc_check, 'pass');
  await assert.rejects(pay(card, { customer, payment_method_options: options }), { code: 'token_already_used' });
});

test('products have prices', async () => {
  const product = await stripe.products.create({ name: 'Tea', default_price_data: { currency: 'eur', unit_amount: 1500 } });
  const price = await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 900, nickname: 'Sale' });
  const found = await stripe.prices.retrieve(price.id, { expand: ['product'] });
  assert.equal(found.product.name, 'Tea');
  const whole = await stripe.products.retrieve(product.id, { expand: ['default_price'] });
  assert.equal(whole.default_price.unit_amount, 1500);
});

test('a session is paid on its page, listed and expired', async () => {
  const open = () =>
    stripe.checkout.sessions.create({
      mode: 'payment',
      success_url: 'https://example.com/thanks?session={CHECKOUT_SESSION_ID}',
      line_items: [{ quantity: 2, price_data: { currency: 'eur', unit_amount: 750, product_data: { name: 'Tea' } } }],
    });
  const session = await open();
  assert.equal(session.amount_total, 1500);
  const form = { email: 'ada@example.com', method: 'card', number: '4242424242424242', expiry: '12 / 34', cvc: '123', name: 'Ada', country: 'DE' };
  const page = await fetch(session.url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
  assert.equal(page.headers.get('location'), `https://example.com/thanks?session=${session.id}`);
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'payment_intent'] });
  assert.deepEqual([paid.status, paid.payment_status, paid.payment_intent.status], ['complete', 'paid', 'succeeded']);
  assert.equal(paid.line_items.data[0].quantity, 2);
  const lines = await stripe.checkout.sessions.listLineItems(session.id, { expand: ['data.price.product'] });
  assert.equal(lines.data[0].price.product.name, 'Tea');
  const found = await stripe.checkout.sessions.list({ payment_intent: paid.payment_intent.id });
  assert.deepEqual(found.data.map(({ id }) => id), [session.id]);
  const unwanted = await open();
  assert.equal((await stripe.checkout.sessions.expire(unwanted.id)).status, 'expired');
});

test('a disputed charge costs its amount and a fee', async () => {
  const paid = await pay('pm_card_createDispute');
  const [dispute] = await awaited(() => stripe.disputes.list({ payment_intent: paid.id }));
  assert.equal(dispute.status, 'needs_response');
  const [withdrawal] = (await stripe.disputes.retrieve(dispute.id)).balance_transactions;
  assert.equal(withdrawal.amount, -1500);
  const booked = await stripe.balanceTransactions.retrieve(withdrawal.id, { expand: ['source'] });
  assert.equal(booked.source.object, 'dispute');
  await sandbox.control(`/disputes/${dispute.id}/close`, { won: true });
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'won');
});

test('events tell what happened, newest first', async () => {
  const intent = await pay('pm_card_visa', { metadata: { order: 'of events' } });
  const told = [];
  for await (const event of stripe.events.list({ types: ['payment_intent.created', 'payment_intent.succeeded'], limit: 1 })) {
    assert.equal(event.data.object.object, 'payment_intent');
    if (event.data.object.id === intent.id) {
      told.push(event);
    }
  }
  assert.deepEqual(told.map(({ type }) => type), ['payment_intent.succeeded', 'payment_intent.created']);
  const event = await stripe.events.retrieve(told[0].id);
  assert.equal(event.data.object.metadata.order, 'of events');
  assert.match(event.request.id, /^req_/);
  assert.equal(event.api_version, stripe.getApiField('version'));
});

test('lists hold whole objects where they are asked for', async () => {
  const { id: customer } = await stripe.customers.create({ name: 'Ada' });
  await pay('pm_card_visa', { customer });
  const expand = ['data.customer', 'data.latest_charge.balance_transaction'];
  const { data } = await stripe.paymentIntents.list({ customer, expand });
  assert.equal(data[0].customer.name, 'Ada');
  assert.equal(data[0].latest_charge.balance_transaction.type, 'charge');
});
