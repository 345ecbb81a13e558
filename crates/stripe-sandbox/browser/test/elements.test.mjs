// Elements and the 3D Secure window in a real browser, from the page of a shop.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fillCard, lastEvent, openShop, seriousFaults, skip } from './shop.mjs';

/** Makes a PaymentMethod of what is typed, as a page does. */
const createPaymentMethod = (page, type) =>
  page.evaluate(async (type) => {
    const { stripe, element, elements } = window;
    const billing_details = { name: 'Ada' };
    if (type === 'card') {
      return stripe.createPaymentMethod({ type: 'card', card: element, billing_details });
    }
    const { error } = await elements.submit();
    return error ? { error } : stripe.createPaymentMethod({ elements, params: { billing_details } });
  }, type);

describe('elements', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop();
  });

  after(async () => {
    await shop?.close();
  });

  for (const type of ['card', 'payment']) {
    test(`a ${type} Element makes a PaymentMethod that pays`, async () => {
      const page = await shop.open(type);
      await fillCard(page, type, '4242424242424242');
      const { paymentMethod } = await createPaymentMethod(page, type);
      assert.equal(paymentMethod.card.last4, '4242');
      assert.equal(paymentMethod.billing_details.name, 'Ada');
      const intent = await shop.pay(paymentMethod.id);
      assert.equal(intent.status, 'succeeded');
      const { name, elementType, complete } = await lastEvent(page, 'change');
      assert.deepEqual({ name, elementType, complete }, { name: 'change', elementType: type, complete: true });
      assert.equal((await page.content()).includes('4242 4242'), false);
      await page.close();
    });

    test(`an unfinished ${type} Element says what is missing`, async () => {
      const page = await shop.open(type);
      const { error } = await createPaymentMethod(page, type);
      assert.deepEqual([error.type, error.code], ['validation_error', 'incomplete_number']);
      await fillCard(page, type, '4242424242424241');
      const wrong = await createPaymentMethod(page, type);
      assert.equal(wrong.error.code, 'invalid_number');
      await page.close();
    });

    test(`a ${type} Element has no serious accessibility fault`, async () => {
      for (const colorScheme of ['light', 'dark']) {
        const page = await shop.open(type, { colorScheme });
        await createPaymentMethod(page, type);
        assert.deepEqual(await seriousFaults(page), []);
        await page.close();
      }
    });
  }

  for (const [answer, status, code] of [
    ['Complete', 'requires_confirmation', undefined],
    ['Fail', undefined, 'payment_intent_authentication_failure'],
    ['Escape', undefined, 'payment_intent_authentication_failure'],
  ]) {
    test(`the 3D Secure window: ${answer}`, async () => {
      const page = await shop.open('card', { viewport: { width: 390, height: 844 } });
      await fillCard(page, 'card', '4000002760003184');
      const { paymentMethod } = await createPaymentMethod(page, 'card');
      const intent = await shop.pay(paymentMethod.id);
      assert.equal(intent.status, 'requires_action');
      await page.getByRole('button', { name: 'Pay' }).focus();
      const result = page.evaluate((secret) => window.stripe.handleCardAction(secret), intent.client_secret);
      const bank = page.frameLocator('iframe[title="Payment authentication"]');
      await bank.getByRole('button', { name: 'Complete authentication' }).waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      if (answer === 'Escape') {
        await page.keyboard.press('Escape');
      } else {
        await bank.getByRole('button', { name: `${answer} authentication` }).click();
      }
      const { paymentIntent, error } = await result;
      assert.deepEqual([paymentIntent?.status, error?.code], [status, code]);
      assert.equal(await page.locator('dialog').count(), 0);
      assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Pay');
      const confirmed = await shop.api(`/v1/payment_intents/${intent.id}/confirm`, {
        ...(code ? { payment_method: 'pm_card_visa' } : {}),
      });
      assert.equal(confirmed.status, 'succeeded');
      await page.close();
    });
  }

  test('the keyboard alone is enough, and Enter submits the form', async () => {
    const page = await shop.open('card');
    await page.evaluate(() => {
      window.submitted = new Promise((resolve) => {
        document.getElementById('form').addEventListener('submit', (event) => {
          event.preventDefault();
          resolve(true);
        });
      });
      window.element.focus();
    });
    await page.waitForFunction(() => window.events.some(({ name }) => name === 'focus'));
    await page.keyboard.type('424242424242424212' + '34' + '123' + '94107');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => window.submitted), true);
    const { paymentMethod } = await createPaymentMethod(page, 'card');
    assert.deepEqual([paymentMethod.card.exp_month, paymentMethod.card.exp_year], [12, 2034]);
    await page.close();
  });

  test('mistakes of the page are thrown as integration errors', async () => {
    const page = await shop.open('card');
    const names = await page.evaluate(async () => {
      const { Stripe, stripe, elements, element } = window;
      const calls = [
        () => Stripe('sk_test_x'),
        () => Stripe(''),
        () => elements.create('card'),
        () => elements.create('payment'),
        () => stripe.elements({ mode: 'payment', currency: 'eur' }),
        () => stripe.elements().create('card').mount('#nowhere'),
        () => stripe.createPaymentMethod({ type: 'card', card: { number: '4242424242424242' } }),
        () => stripe.retrievePaymentIntent('pi_without_its_other_half'),
        () => stripe.createPaymentMethod({ elements }),
        () => {
          element.destroy();
          element.mount('#element');
        },
      ];
      return Promise.all(calls.map(async (call) => {
        try {
          await call();
          return 'nothing';
        } catch (error) {
          return error.name;
        }
      }));
    });
    assert.deepEqual(new Set(names), new Set(['IntegrationError']));
    await page.close();
  });

  test('handleCardAction takes manual intents that wait for the customer only', async () => {
    const page = await shop.open('card');
    const done = await shop.pay('pm_card_visa');
    const automatic = await shop.api('/v1/payment_intents', { amount: '500', currency: 'eur' });
    for (const { client_secret: secret } of [done, automatic]) {
      const name = await page.evaluate(
        (secret) => window.stripe.handleCardAction(secret).catch((error) => error.name),
        secret,
      );
      assert.equal(name, 'IntegrationError');
    }
    await page.close();
  });

  test('a message of another window is not listened to', async () => {
    const page = await shop.open('card');
    await page.evaluate(() => {
      window.postMessage({ type: 'change', payload: { complete: true } }, '*');
      document.querySelector('iframe').contentWindow.postMessage({ type: 'clear' }, '*');
    });
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(() => window.events.filter(({ name }) => name !== 'ready')), []);
    await page.close();
  });

  test('the console stays empty and the policy of the page is kept', () => {
    assert.deepEqual(shop.problems, []);
  });
});
