// npm's `stripe` when calls go wrong, and the webhooks that it verifies.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, afterEach, before, test } from 'node:test';
import Stripe from 'stripe';
import { client, startSandbox } from './sandbox.mjs';

let sandbox;

before(async () => {
  sandbox = await startSandbox();
});

afterEach(() => sandbox.control('/faults', undefined, 'DELETE'));

after(() => sandbox.stop());

const fault = (answer, times = 1) => sandbox.control('/faults', { method: 'POST', path: '/v1/payment_intents', answer, times });

function pay(stripe) {
  return stripe.paymentIntents.create({
    amount: 1500,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    payment_method_types: ['card'],
  });
}

async function payments(stripe) {
  return (await stripe.paymentIntents.list({ limit: 100 })).data.length;
}

for (const [answer, kind] of [
  ['429', Stripe.errors.StripeRateLimitError],
  ['409', Stripe.errors.StripeAPIError],
  ['500', Stripe.errors.StripeAPIError],
  ['timeout_before', Stripe.errors.StripeConnectionError],
]) {
  test(`${answer} without retries is a ${kind.name}`, async () => {
    const stripe = client(sandbox, { maxNetworkRetries: 0, timeout: 1000 });
    const earlier = await payments(stripe);
    await fault(answer);
    await assert.rejects(pay(stripe), kind);
    assert.equal(await payments(stripe), earlier);
  });
}

for (const answer of ['409', 'timeout_before', 'timeout_after']) {
  test(`${answer} is tried again by itself, and pays once`, async () => {
    const stripe = client(sandbox, { maxNetworkRetries: 2, timeout: 1000 });
    const earlier = await payments(stripe);
    await fault(answer);
    assert.equal((await pay(stripe)).status, 'succeeded');
    assert.equal(await payments(stripe), earlier + 1);
  });
}

test('webhooks arrive signed, and are verified', async () => {
  const received = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) {
      body += chunk;
    }
    received.push({ body, signature: request.headers['stripe-signature'] });
    response.end();
    server.emit('received');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const stripe = client(sandbox);
    const url = `http://127.0.0.1:${server.address().port}/hook`;
    const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ['payment_intent.succeeded'] });
    const arrived = once(server, 'received');
    const intent = await pay(stripe);
    await arrived;
    const [{ body, signature }] = received;
    const event = stripe.webhooks.constructEvent(body, signature, endpoint.secret);
    assert.equal(event.data.object.id, intent.id);
    assert.throws(() => stripe.webhooks.constructEvent(`${body} `, signature, endpoint.secret), Stripe.errors.StripeSignatureVerificationError);
    assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other'), Stripe.errors.StripeSignatureVerificationError);
    assert.equal((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret, undefined);
    assert.equal((await stripe.webhookEndpoints.list()).data.length, 1);
    assert.equal((await stripe.webhookEndpoints.del(endpoint.id)).deleted, true);
  } finally {
    server.close();
  }
});
