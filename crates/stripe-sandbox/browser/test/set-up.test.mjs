// Cards that are set up for later, and confirmation tokens.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { authenticate, DEFERRED, fillCard, mount, openShop, skip } from './shop.mjs';

const AUTHENTICATED = '4000002760003184';

describe('setups and confirmation tokens', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop();
  });

  after(async () => {
    await shop?.close();
  });

  const setupIntent = async () => {
    const { id: customer } = await shop.api('/v1/customers', { email: 'ada@shop.example' });
    const intent = await shop.api('/v1/setup_intents', { customer, 'payment_method_types[]': 'card' });
    return { ...intent, customer };
  };

  test('confirmSetup saves the card of a payment Element', async () => {
    const page = await shop.page();
    const intent = await setupIntent();
    await mount(page, { payment: {} }, { clientSecret: intent.client_secret });
    await page.frameLocator('iframe').getByText('for future payments').waitFor();
    await fillCard(page, 'payment', '4242424242424242');
    const { setupIntent: confirmed } = await page.evaluate(() =>
      window.stripe.confirmSetup({ elements: window.elements, redirect: 'if_required' }),
    );
    assert.equal(confirmed.status, 'succeeded');
    const method = await shop.api(`/v1/payment_methods/${confirmed.payment_method}`);
    assert.equal(method.customer, intent.customer);
    await page.close();
  });

  test('confirmSetup of deferred Elements authenticates and goes to the return URL', async () => {
    const page = await shop.page();
    await mount(page, { payment: {} }, { mode: 'setup', currency: 'eur' });
    await fillCard(page, 'payment', AUTHENTICATED);
    const intent = await setupIntent();
    const left = page.waitForURL('**/saved?**');
    await page.evaluate(
      async ([clientSecret, return_url]) => {
        const { elements, stripe } = window;
        await elements.submit();
        void stripe.confirmSetup({ elements, clientSecret, confirmParams: { return_url } });
      },
      [intent.client_secret, `${shop.url}saved`],
    );
    await authenticate(page, 'Complete');
    await left;
    const { searchParams } = new URL(page.url());
    assert.deepEqual(
      [searchParams.get('setup_intent'), searchParams.get('redirect_status')],
      [intent.id, 'succeeded'],
    );
    await page.close();
  });

  test('confirmCardSetup tells a failed authentication as an error', async () => {
    const page = await shop.open('card');
    await fillCard(page, 'card', AUTHENTICATED);
    const { client_secret: secret } = await setupIntent();
    const result = page.evaluate(
      (secret) => window.stripe.confirmCardSetup(secret, { payment_method: { card: window.element } }),
      secret,
    );
    await authenticate(page, 'Fail');
    const { error } = await result;
    assert.deepEqual([error.code, error.setup_intent.status], ['setup_intent_authentication_failure', 'requires_payment_method']);
    const { setupIntent: retrieved } = await page.evaluate((secret) => window.stripe.retrieveSetupIntent(secret), secret);
    assert.equal(retrieved.last_setup_error.code, 'setup_intent_authentication_failure');
    await page.close();
  });

  test('handleNextAction takes a SetupIntent too', async () => {
    const page = await shop.open('card');
    await fillCard(page, 'card', AUTHENTICATED);
    const { client_secret: secret } = await setupIntent();
    const first = await page.evaluate(
      (secret) =>
        window.stripe.confirmCardSetup(secret, { payment_method: { card: window.element } }, { handleActions: false }),
      secret,
    );
    assert.equal(first.setupIntent.status, 'requires_action');
    const next = page.evaluate((clientSecret) => window.stripe.handleNextAction({ clientSecret }), secret);
    await authenticate(page, 'Complete');
    assert.equal((await next).setupIntent.status, 'succeeded');
    await page.close();
  });

  test('a confirmation token pays on the server, and the browser does what is left to do', async () => {
    const page = await shop.page();
    const { paymentMethodCreation: _, ...group } = DEFERRED;
    await mount(page, { payment: {} }, group);
    await fillCard(page, 'payment', AUTHENTICATED);
    const { confirmationToken } = await page.evaluate(async (return_url) => {
      const { elements, stripe } = window;
      await elements.submit();
      const payment_method_data = { billing_details: { name: 'Ada' } };
      return stripe.createConfirmationToken({ elements, params: { return_url, payment_method_data } });
    }, shop.url);
    const { card, billing_details: owner } = confirmationToken.payment_method_preview;
    assert.deepEqual([card.last4, owner.name, owner.address.postal_code], ['3184', 'Ada', '12345']);
    const intent = await shop.intent({ confirm: 'true', confirmation_token: confirmationToken.id });
    assert.equal(intent.status, 'requires_action');
    const next = page.evaluate((clientSecret) => window.stripe.handleNextAction({ clientSecret }), intent.client_secret);
    await authenticate(page, 'Complete');
    assert.equal((await next).paymentIntent.status, 'succeeded');
    await page.close();
  });

  test('a confirmation token carries the shipping address of the group', async () => {
    const page = await shop.page();
    const defaultValues = {
      name: 'Ada Example',
      address: { line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' },
    };
    const group = { ...DEFERRED, setupFutureUsage: 'off_session' };
    await mount(page, { payment: {}, address: { mode: 'shipping', defaultValues } }, group);
    await fillCard(page, 'payment', '4242424242424242');
    const { confirmationToken } = await page.evaluate(async () => {
      await window.elements.submit();
      return window.stripe.createConfirmationToken({ elements: window.elements });
    });
    assert.equal(confirmationToken.shipping.address.city, 'Berlin');
    assert.equal(confirmationToken.setup_future_usage, 'off_session');
    await page.close();
  });

  test('the console stays empty and nothing outside is asked for', () => {
    assert.deepEqual(shop.problems, []);
  });
});
