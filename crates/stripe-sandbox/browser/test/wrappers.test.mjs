// Stripe's own libraries around Stripe.js, as they come from npm.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { authenticate, fillCard, frameOf, mount, openShop, skip } from './shop.mjs';

describe('@stripe/stripe-js', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop('./pages/load-stripe.js');
  });

  after(async () => {
    await shop?.close();
  });

  test('loadStripe loads the script and takes it for the one of its release train', async () => {
    const page = await shop.page();
    await page.evaluate(() => window.load(window.key));
    assert.equal(await page.locator('script[src="https://js.stripe.com/dahlia/stripe.js"]').count(), 1);
    await mount(page, { card: { hidePostalCode: true } });
    await fillCard(page, 'card', '4000002760003184');
    const { paymentMethod } = await page.evaluate(() =>
      window.stripe.createPaymentMethod({ type: 'card', card: window.element }),
    );
    const intent = await shop.pay(paymentMethod.id);
    const result = page.evaluate((secret) => window.stripe.handleCardAction(secret), intent.client_secret);
    await authenticate(page, 'Complete');
    assert.equal((await result).paymentIntent.status, 'requires_confirmation');
    const confirmed = await shop.api(`/v1/payment_intents/${intent.id}/confirm`, {});
    assert.equal(confirmed.status, 'succeeded');
    await page.close();
  });

  test('a library tells its name', async () => {
    const page = await shop.page();
    const names = await page.evaluate(async () => {
      await window.load(window.key);
      const tell = (info) => {
        try {
          window.stripe.registerAppInfo(info);
          return 'taken';
        } catch (error) {
          return error.name;
        }
      };
      return [tell({ name: 'till', version: '1' }), tell({ version: '1' })];
    });
    assert.deepEqual(names, ['taken', 'IntegrationError']);
    await page.close();
  });

  test('the console stays empty and nothing outside is asked for', () => {
    assert.deepEqual(shop.problems, []);
  });
});

describe('@stripe/react-stripe-js', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop('./pages/react.jsx');
  });

  after(async () => {
    await shop?.close();
  });

  /** Shows one of the page's forms and waits until it can be paid. */
  async function show(form, options) {
    const page = await shop.page();
    await page.evaluate(([form, options]) => window.show(window.key, form, options), [form, options]);
    await page.locator('#app form button:enabled').waitFor();
    return page;
  }

  const pay = async (page) => {
    await page.locator('#app form button').click();
    return page.locator('output:not(:empty)').textContent();
  };

  const told = (page, text) => page.locator('#told', { hasText: text }).waitFor();

  test('CardElement mounts, tells of changes and makes a token', async () => {
    const page = await show('card');
    await fillCard(page, 'card', '5555555555554444');
    await told(page, 'mastercard');
    assert.equal(await pay(page), '4444');
    await page.close();
  });

  test('the Elements of a split card work together', async () => {
    const page = await show('split');
    await told(page, 'function');
    await frameOf(page, 'cardNumber').locator('input').fill('4242424242424242');
    await frameOf(page, 'cardExpiry').locator('input').fill('12 / 34');
    await frameOf(page, 'cardCvc').locator('input').fill('123');
    assert.equal(await pay(page), '4242');
    await page.close();
  });

  test('a form that leaves the page and comes back works as before', async () => {
    const page = await show('card');
    await fillCard(page, 'card', '4242424242424242');
    const toggle = page.getByRole('button', { name: 'Switch' });
    await toggle.click();
    assert.equal(await page.locator('iframe').count(), 0);
    await toggle.click();
    await fillCard(page, 'card', '5555555555554444');
    assert.equal(await pay(page), '4444');
    await page.close();
  });

  test('PaymentElement and AddressElement pay an intent, with authentication', async () => {
    const intent = await shop.intent();
    const page = await show('payment', { clientSecret: intent.client_secret });
    await told(page, 'payment');
    await fillCard(page, 'payment', '4000002760003184');
    const address = frameOf(page, 'address');
    await address.getByLabel('Country or region').selectOption('DE');
    for (const [label, text] of [
      ['Full name', 'Ada Example'], ['Address line 1', 'Hauptstr. 1'], ['Postal code', '10115'], ['City', 'Berlin'],
    ]) {
      await address.getByLabel(label, { exact: true }).fill(text);
    }
    await page.locator('#app form button').click();
    await authenticate(page, 'Complete');
    assert.equal(await page.locator('output:not(:empty)').textContent(), 'succeeded');
    const { payment_method: paid } = await shop.api(`/v1/payment_intents/${intent.id}?expand[]=payment_method`);
    assert.deepEqual([paid.billing_details.name, paid.billing_details.address.line1], ['Ada Example', 'Hauptstr. 1']);
    await page.close();
  });

  test('the console stays empty and nothing outside is asked for', () => {
    assert.deepEqual(shop.problems, []);
  });
});
