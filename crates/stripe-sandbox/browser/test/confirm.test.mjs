// Intents that the browser confirms.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { authenticate, DEFERRED, fillCard, frameOf, mount, openShop, skip } from './shop.mjs';

const AUTHENTICATED = '4000002760003184';

describe('confirmations', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop();
  });

  after(async () => {
    await shop?.close();
  });

  /** Opens the page with a payment Element for a new intent, and a card typed into it. */
  async function openPaying(number, parameters) {
    const page = await shop.page();
    const intent = await shop.intent(parameters);
    await mount(page, { payment: {} }, { clientSecret: intent.client_secret });
    await fillCard(page, 'payment', number);
    return { page, intent };
  }

  const confirmPayment = (page, options) =>
    page.evaluate((options) => window.stripe.confirmPayment({ elements: window.elements, ...options }), options);

  test('confirmPayment pays and stays, if it may', async () => {
    const { page, intent } = await openPaying('4242424242424242');
    const { paymentIntent } = await confirmPayment(page, { redirect: 'if_required' });
    assert.deepEqual([paymentIntent.id, paymentIntent.status], [intent.id, 'succeeded']);
    await page.close();
  });

  test('confirmPayment pays and goes to the return URL', async () => {
    const { page, intent } = await openPaying(AUTHENTICATED);
    const left = page.waitForURL('**/thanks?**');
    // The page is left before the promise settles.
    await page.evaluate((return_url) => {
      void window.stripe.confirmPayment({ elements: window.elements, confirmParams: { return_url } });
    }, `${shop.url}thanks?order=1`);
    await authenticate(page, 'Complete');
    await left;
    const { searchParams } = new URL(page.url());
    assert.deepEqual(Object.fromEntries(searchParams), {
      order: '1',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    });
    await page.close();
  });

  test('a failed authentication is an error, and the page stays', async () => {
    const { page } = await openPaying(AUTHENTICATED);
    const result = confirmPayment(page, { confirmParams: { return_url: shop.url } });
    await authenticate(page, 'Fail');
    const { error } = await result;
    assert.equal(error.code, 'payment_intent_authentication_failure');
    assert.equal(error.payment_intent.status, 'requires_payment_method');
    await page.close();
  });

  test('a decline is an error with the intent in it', async () => {
    const { page, intent } = await openPaying('4000000000009995');
    const { error } = await confirmPayment(page, { redirect: 'if_required' });
    assert.deepEqual([error.type, error.decline_code, error.payment_intent.id], ['card_error', 'insufficient_funds', intent.id]);
    assert.match(shop.problems.pop(), /402/);
    await page.close();
  });

  test('what is missing in the Element is found before anything is sent', async () => {
    const { page, intent } = await openPaying('4242424242424242');
    await frameOf(page, 'payment').getByLabel('Security code').fill('');
    const { error } = await confirmPayment(page, { redirect: 'if_required' });
    assert.deepEqual([error.type, error.code], ['validation_error', 'incomplete_cvc']);
    assert.equal((await shop.api(`/v1/payment_intents/${intent.id}`)).status, 'requires_payment_method');
    await page.close();
  });

  test('deferred Elements pay an intent that came later', async () => {
    const page = await shop.page();
    const { paymentMethodCreation: _, ...group } = DEFERRED;
    await mount(page, { payment: {} }, group);
    await fillCard(page, 'payment', '4242424242424242');
    const intent = await shop.intent();
    const clientSecret = intent.client_secret;
    const early = await confirmPayment(page, { clientSecret, redirect: 'if_required' }).catch(({ message }) => message);
    assert.match(early, /elements\.submit\(\) must be called/);
    await page.evaluate(() => window.elements.submit());
    const { paymentIntent } = await confirmPayment(page, { clientSecret, redirect: 'if_required' });
    assert.equal(paymentIntent.status, 'succeeded');
    await page.close();
  });

  test('deferred Elements do not pay an intent over another amount', async () => {
    const page = await shop.open('payment');
    await fillCard(page, 'payment', '4242424242424242');
    await page.evaluate(() => window.elements.submit());
    const { client_secret: clientSecret } = await shop.intent({ amount: '9900' });
    const { error } = await confirmPayment(page, { clientSecret, redirect: 'if_required' });
    assert.match(error.message, /amount/);
    await page.evaluate(async () => {
      await window.elements.update({ amount: 9900 });
      await window.elements.submit();
    });
    const { paymentIntent } = await confirmPayment(page, { clientSecret, redirect: 'if_required' });
    assert.equal(paymentIntent.amount, 9900);
    await page.close();
  });

  test('a shipping address goes along with the payment', async () => {
    const page = await shop.page();
    const intent = await shop.intent();
    const defaultValues = {
      name: 'Ada Example',
      address: { line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' },
    };
    await mount(page, { payment: {}, address: { mode: 'shipping', defaultValues } }, { clientSecret: intent.client_secret });
    await fillCard(page, 'payment', '4242424242424242');
    await confirmPayment(page, { redirect: 'if_required' });
    const { shipping } = await shop.api(`/v1/payment_intents/${intent.id}`);
    assert.deepEqual([shipping.name, shipping.address.city, shipping.address.line2], ['Ada Example', 'Berlin', null]);
    await page.close();
  });

  test('confirmCardPayment pays with a card Element, after authentication', async () => {
    const page = await shop.open('card');
    await fillCard(page, 'card', AUTHENTICATED);
    const { client_secret: secret } = await shop.intent();
    const result = page.evaluate(
      (secret) =>
        window.stripe.confirmCardPayment(secret, {
          payment_method: { card: window.element, billing_details: { name: 'Ada' } },
        }),
      secret,
    );
    await authenticate(page, 'Complete');
    assert.equal((await result).paymentIntent.status, 'succeeded');
    await page.close();
  });

  test('confirmCardPayment leaves what comes next to the page, if it wants to', async () => {
    const page = await shop.page();
    const { client_secret: secret } = await shop.intent({ payment_method: 'pm_card_authenticationRequired' });
    const { paymentIntent } = await page.evaluate(
      (secret) => window.stripe.confirmCardPayment(secret, undefined, { handleActions: false }),
      secret,
    );
    assert.equal(paymentIntent.status, 'requires_action');
    const next = page.evaluate((clientSecret) => window.stripe.handleNextAction({ clientSecret }), secret);
    await authenticate(page, 'Complete');
    assert.equal((await next).paymentIntent.status, 'succeeded');
    await page.close();
  });

  test('confirmCardPayment takes a security code that was typed again', async () => {
    const page = await shop.open('cardCvc');
    await frameOf(page, 'cardCvc').locator('input').fill('123');
    const { client_secret: secret } = await shop.intent({ payment_method: 'pm_card_visa' });
    const { paymentIntent } = await page.evaluate(
      (secret) =>
        window.stripe.confirmCardPayment(secret, { payment_method_options: { card: { cvc: window.element } } }),
      secret,
    );
    assert.equal(paymentIntent.status, 'succeeded');
    await page.close();
  });

  test('fetchUpdates looks at the intent again', async () => {
    const { page, intent } = await openPaying('4242424242424242');
    assert.deepEqual(await page.evaluate(() => window.elements.fetchUpdates()), {});
    await shop.api(`/v1/payment_intents/${intent.id}/cancel`, {});
    const { error } = await page.evaluate(() => window.elements.fetchUpdates());
    assert.match(error.message, /terminal state/);
    await page.close();
  });

  test('mistakes in a confirmation are thrown as integration errors', async () => {
    const { page } = await openPaying('4242424242424242');
    const names = await page.evaluate(() => {
      const { elements, stripe } = window;
      const other = 'pi_other_secret_other';
      const calls = [
        () => stripe.confirmPayment(),
        () => stripe.confirmPayment({ elements }),
        () => stripe.confirmPayment({ elements, confirmParams: { return_url: '/thanks' } }),
        () => stripe.confirmPayment({ elements, redirect: 'sometimes' }),
        () => stripe.confirmPayment({ elements, clientSecret: other, redirect: 'if_required' }),
        () => stripe.confirmPayment({ elements: {}, redirect: 'if_required' }),
        () => stripe.confirmPayment({ redirect: 'if_required' }),
        () => stripe.confirmSetup({ elements, redirect: 'if_required' }),
        () => stripe.confirmCardPayment('seti_1_secret_1'),
        () => stripe.retrieveSetupIntent(other),
        () => stripe.handleNextAction({}),
        () => stripe.createConfirmationToken({ elements }),
        () => stripe.createConfirmationToken({}),
      ];
      return Promise.all(calls.map((call) => call().then(() => 'nothing was thrown', ({ name }) => name)));
    });
    assert.deepEqual(names, Array(13).fill('IntegrationError'));
    await page.close();
  });

  test('the console stays empty and nothing outside is asked for', () => {
    assert.deepEqual(shop.problems, []);
  });
});
