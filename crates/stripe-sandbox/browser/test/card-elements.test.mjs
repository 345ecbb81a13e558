// The card Element and the Elements of a card whose fields stand apart.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fillCard, frameOf, lastEvent, mount, openShop, seriousFaults, skip, until } from './shop.mjs';

const SPLIT = { cardNumber: { showIcon: true }, cardExpiry: {}, cardCvc: {} };

/** Fills in the Elements of a split card. */
async function fillSplit(page, number, expiry = '12 / 34', cvc = '123') {
  await frameOf(page, 'cardNumber').locator('input').fill(number);
  await frameOf(page, 'cardExpiry').locator('input').fill(expiry);
  await frameOf(page, 'cardCvc').locator('input').fill(cvc);
}

describe('card Elements', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop();
  });

  after(async () => {
    await shop?.close();
  });

  /** Opens the page with the three Elements of a split card. */
  async function openSplit() {
    const page = await shop.page();
    await mount(page, SPLIT);
    return page;
  }

  test('the cardNumber Element takes expiry and security code from their Elements', async () => {
    const page = await openSplit();
    await fillSplit(page, '5555555555554444');
    const { paymentMethod } = await page.evaluate(() =>
      window.stripe.createPaymentMethod({ type: 'card', card: window.all.cardNumber }),
    );
    const { brand, last4, exp_month, exp_year } = paymentMethod.card;
    assert.deepEqual([brand, last4, exp_month, exp_year], ['mastercard', '4444', 12, 2034]);
    assert.equal((await shop.pay(paymentMethod.id)).status, 'succeeded');
    await page.close();
  });

  test('a split card makes a token', async () => {
    const page = await openSplit();
    await fillSplit(page, '4242424242424242');
    const { token } = await page.evaluate(() =>
      window.stripe.createToken(window.all.cardNumber, { name: 'Ada', address_zip: '12345' }),
    );
    assert.deepEqual([token.type, token.card.name, token.card.address_zip], ['card', 'Ada', '12345']);
    await page.close();
  });

  test('a fault in another Element of a split card is found', async () => {
    const page = await openSplit();
    await fillSplit(page, '4242424242424242', '12 / 20');
    const { error } = await page.evaluate(() => window.stripe.createToken(window.all.cardNumber));
    assert.deepEqual([error.type, error.code], ['validation_error', 'invalid_expiry_year_past']);
    await page.close();
  });

  test('the brand of the number decides how long the security code is', async () => {
    const page = await openSplit();
    await fillSplit(page, '378282246310005', '12 / 34', '123');
    assert.equal((await lastEvent(page, 'change', 'cardCvc')).complete, false);
    await frameOf(page, 'cardCvc').locator('input').fill('1234');
    assert.equal((await lastEvent(page, 'change', 'cardCvc')).complete, true);
    assert.equal((await lastEvent(page, 'change', 'cardNumber')).brand, 'amex');
    await frameOf(page, 'cardNumber').locator('input').fill('4242424242424242');
    await until(async () => (await frameOf(page, 'cardCvc').locator('input').inputValue()) === '123');
    await page.close();
  });

  test('the events of a split card have their own types', async () => {
    const page = await openSplit();
    await fillSplit(page, '4242424242424242');
    const events = await page.evaluate(() => window.events.filter(({ name }) => name === 'change'));
    const { elementType, empty, complete, error, brand } = events.find((event) => event.elementType === 'cardNumber');
    assert.deepEqual([elementType, empty, complete, error, brand], ['cardNumber', false, true, undefined, 'visa']);
    assert.equal('brand' in events.find((event) => event.elementType === 'cardExpiry'), false);
    await page.close();
  });

  test('a token of a security code serves a saved card once', async () => {
    const page = await shop.open('cardCvc');
    await frameOf(page, 'cardCvc').locator('input').fill('123');
    const { token } = await page.evaluate(() => window.stripe.createToken('cvc_update', window.element));
    assert.match(token.id, /^cvctok_/);
    const pay = () =>
      shop.api('/v1/payment_intents', {
        amount: '500',
        currency: 'eur',
        confirm: 'true',
        payment_method: 'pm_card_visa',
        'payment_method_types[]': 'card',
        'payment_method_options[card][cvc_token]': token.id,
      });
    assert.equal((await pay()).status, 'succeeded');
    assert.equal((await pay()).error.code, 'token_already_used');
    await page.close();
  });

  test('the postal code is asked for where the card has one, and told to the page', async () => {
    const page = await shop.open('card');
    const zip = frameOf(page, 'card').getByLabel('ZIP', { exact: true });
    assert.equal(await zip.isVisible(), false);
    await fillCard(page, 'card', '4242424242424242');
    const { complete, value } = await lastEvent(page, 'change');
    assert.deepEqual([complete, value], [true, { postalCode: '12345' }]);
    await zip.fill('');
    const { error } = await page.evaluate(() => window.stripe.createToken(window.element));
    assert.equal(error.code, 'incomplete_zip');
    await zip.fill('94107');
    const { token } = await page.evaluate(() => window.stripe.createToken(window.element));
    assert.equal(token.card.address_zip, '94107');
    await page.close();
  });

  for (const [name, options, number] of [
    ['if the page hides it', { hidePostalCode: true }, '4242424242424242'],
    ["for a card of a country that doesn't check it", {}, '4000002760003184'],
  ]) {
    test(`no postal code is asked for ${name}`, async () => {
      const page = await shop.open('card', { options });
      await fillCard(page, 'card', number);
      assert.equal(await frameOf(page, 'card').locator('#postal').isVisible(), false);
      assert.equal((await lastEvent(page, 'change')).complete, true);
      await page.close();
    });
  }

  test('a number is written in groups and its brand known while it is typed', async () => {
    const page = await shop.open('card');
    const number = frameOf(page, 'card').locator('#cardnumber');
    for (const [typed, written, brand] of [
      ['4', '4', 'visa'],
      ['4242-4242 4242', '4242 4242 4242', 'visa'],
      ['378282246310005', '3782 822463 10005', 'amex'],
      ['2223003122003222', '2223 0031 2200 3222', 'mastercard'],
      ['30569309025904', '3056 9309 0259 04', 'diners'],
      ['36227206271667', '3622 720627 1667', 'diners'],
      ['6011', '6011', 'discover'],
      ['3566002020360505', '3566 0020 2036 0505', 'jcb'],
      ['6200000000000005', '6200 0000 0000 0005', 'unionpay'],
      ['9', '9', 'unknown'],
    ]) {
      await number.fill(typed);
      assert.equal(await number.inputValue(), written);
      assert.equal((await lastEvent(page, 'change')).brand, brand);
    }
    await page.close();
  });

  test('faults have the codes of Stripe, and are told once a field is left or cannot be right', async () => {
    const page = await shop.open('cardExpiry');
    const expiry = frameOf(page, 'cardExpiry').locator('input');
    const code = async () => (await lastEvent(page, 'change')).error?.code;
    await expiry.fill('12');
    assert.equal(await code(), undefined);
    await expiry.blur();
    assert.equal(await code(), 'incomplete_expiry');
    assert.equal(await expiry.getAttribute('aria-invalid'), 'true');
    for (const [typed, expected] of [
      ['12/20', 'invalid_expiry_year_past'],
      ['12/98', 'invalid_expiry_year'],
      ['04/2034', undefined],
      ['4/34', undefined],
    ]) {
      await expiry.fill(typed);
      assert.equal(await code(), expected);
    }
    assert.equal(await expiry.inputValue(), '04 / 34');
    await page.close();
  });

  test('clear empties the fields, and the classes of the node follow', async () => {
    const page = await shop.open('card', { options: { hidePostalCode: true, classes: { complete: 'done well' } } });
    const classes = () => page.locator('#element').getAttribute('class');
    assert.equal(await classes(), 'StripeElement StripeElement--empty');
    await fillCard(page, 'card', '4242424242424242');
    assert.match(await classes(), /^StripeElement .*done well/);
    await page.evaluate(() => window.element.clear());
    await page.waitForFunction(() => window.events.at(-1).empty);
    assert.match(await classes(), /StripeElement--empty/);
    await page.evaluate(() => window.element.unmount());
    assert.equal(await classes(), '');
    await page.close();
  });

  test('an unmounted Element can be mounted again, a destroyed one can be made anew', async () => {
    const page = await shop.open('card');
    await page.evaluate(async () => {
      const { element, elements } = window;
      element.unmount();
      const ready = new Promise((resolve) => element.once('ready', resolve));
      element.mount(document.getElementById('second'));
      await ready;
      element.destroy();
      if (elements.getElement('card') !== null) {
        throw new Error('a destroyed Element is still found');
      }
      const next = elements.create('card');
      await new Promise((resolve) => next.once('ready', resolve).mount('#element'));
    });
    assert.equal(await page.locator('iframe').count(), 1);
    await page.close();
  });

  test('listeners come off', async () => {
    const page = await shop.open('card');
    await page.evaluate(() => window.element.off('change'));
    await frameOf(page, 'card').locator('#cardnumber').fill('4242');
    await frameOf(page, 'card').locator('#cardnumber').press('Escape');
    await page.waitForFunction(() => window.events.at(-1).name === 'escape');
    assert.equal(await lastEvent(page, 'change'), undefined);
    await page.close();
  });

  test('focus and blur move the focus, and are told', async () => {
    const page = await shop.open('card');
    await page.evaluate(() => window.element.focus());
    await page.waitForFunction(() => window.events.at(-1).name === 'focus');
    assert.match(await page.locator('#element').getAttribute('class'), /StripeElement--focus/);
    await page.evaluate(() => window.element.blur());
    await page.waitForFunction(() => window.events.at(-1).name === 'blur');
    await page.close();
  });

  test('update changes style, placeholder and state', async () => {
    const page = await shop.open('cardNumber');
    await page.evaluate(() =>
      window.element.update({
        placeholder: 'Your card',
        disabled: true,
        style: { base: { color: 'rgb(1, 2, 3)', '::placeholder': { color: 'rgb(4, 5, 6)' } } },
      }),
    );
    const input = frameOf(page, 'cardNumber').getByPlaceholder('Your card');
    await input.waitFor();
    assert.equal(await input.isDisabled(), true);
    const colours = await input.evaluate((node) => [
      getComputedStyle(node).color,
      getComputedStyle(node, '::placeholder').color,
    ]);
    assert.deepEqual(colours, ['rgb(1, 2, 3)', 'rgb(4, 5, 6)']);
    await page.close();
  });

  test('a style cannot load anything, nor break out of its rule', async () => {
    const page = await shop.open('card', {
      options: { style: { base: { backgroundImage: 'url(https://example.com/x)', color: 'red} * {color: blue' } } },
    });
    const line = frameOf(page, 'card').locator('.line');
    const seen = await line.evaluate((node) => [
      getComputedStyle(node).backgroundImage,
      getComputedStyle(node).color === 'rgb(0, 0, 255)',
    ]);
    assert.deepEqual(seen, ['none', false]);
    await page.close();
  });

  test('browsers know what to fill in', async () => {
    const page = await openSplit();
    const names = [];
    for (const type of Object.keys(SPLIT)) {
      names.push(await frameOf(page, type).locator('input').getAttribute('autocomplete'));
    }
    assert.deepEqual(names, ['cc-number', 'cc-exp', 'cc-csc']);
    await page.close();
  });

  test('split Elements have no serious accessibility fault', async () => {
    const page = await openSplit();
    await fillSplit(page, '4242424242424241', '12 / 20', '1');
    assert.deepEqual(await seriousFaults(page), []);
    await page.close();
  });

  test('Elements of a card stand together in ways that Stripe allows', async () => {
    const page = await openSplit();
    const messages = await page.evaluate(() => {
      const { elements, stripe, all } = window;
      const other = stripe.elements();
      other.create('card');
      const calls = [
        () => elements.create('card'),
        () => elements.create('cardCvc'),
        () => other.create('cardNumber'),
        () => elements.create('idealBank'),
        () => all.cardNumber.mount(),
        () => all.cardNumber.mount(document.createElement('div')),
      ];
      return calls.map((call) => {
        try {
          call();
          return 'nothing was thrown';
        } catch (error) {
          return error.name;
        }
      });
    });
    assert.deepEqual(messages, Array(6).fill('IntegrationError'));
    await page.close();
  });

  test('a token is made of the Elements that Stripe makes it of', async () => {
    const page = await openSplit();
    const names = await page.evaluate(() => {
      const { all, stripe } = window;
      const calls = [
        () => stripe.createToken(all.cardExpiry),
        () => stripe.createToken('cvc_update', all.cardNumber),
        () => stripe.createToken('pii', { personal_id_number: '1' }),
        () => stripe.createToken(),
      ];
      return Promise.all(calls.map((call) => call().catch(({ name }) => name)));
    });
    assert.deepEqual(names, Array(4).fill('IntegrationError'));
    await page.close();
  });

  test('the console stays empty and nothing outside is asked for', () => {
    assert.deepEqual(shop.problems, []);
  });
});
