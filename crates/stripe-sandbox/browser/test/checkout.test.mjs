// The hosted page of Checkout in a real browser, with scripts and without.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openShop, seriousFaults, skip } from './shop.mjs';

const rate = (index) => `shipping_options[${index}][shipping_rate_data]`;

const TWO_WAYS_OF_SENDING = {
  [`${rate(0)}[display_name]`]: 'Parcel',
  [`${rate(0)}[fixed_amount][amount]`]: '490',
  [`${rate(0)}[fixed_amount][currency]`]: 'eur',
  [`${rate(0)}[delivery_estimate][minimum][unit]`]: 'business_day',
  [`${rate(0)}[delivery_estimate][minimum][value]`]: '3',
  [`${rate(0)}[delivery_estimate][maximum][unit]`]: 'business_day',
  [`${rate(0)}[delivery_estimate][maximum][value]`]: '5',
  [`${rate(1)}[display_name]`]: 'Courier',
  [`${rate(1)}[fixed_amount][amount]`]: '1500',
  [`${rate(1)}[fixed_amount][currency]`]: 'eur',
};

const ADDRESS = {
  'shipping_address_collection[allowed_countries][0]': 'DE',
  'shipping_address_collection[allowed_countries][1]': 'AT',
};

/** Fills in who pays and with which card. */
async function fill(page, number) {
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiration date').fill('1234');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Ada Lovelace');
  await page.locator('#country').selectOption('Germany');
}

const payButton = (page) => page.getByRole('button', { name: /^Pay/ });

describe('the hosted page', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop();
  });

  after(async () => {
    await shop?.close();
  });

  /** A session over two teapots at 24.50 €. */
  function session(more = {}) {
    return shop.api('/v1/checkout/sessions', {
      mode: 'payment',
      success_url: `${shop.url}thanks?session={CHECKOUT_SESSION_ID}`,
      cancel_url: `${shop.url}cart`,
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][unit_amount]': '2450',
      'line_items[0][price_data][product_data][name]': 'Teapot',
      'line_items[0][quantity]': '2',
      ...more,
    });
  }

  const state = ({ id }) => shop.api(`/v1/checkout/sessions/${id}`);

  test('a card pays, and the shop learns which session it was', async () => {
    const open = await session();
    const page = await shop.at(open.url);
    await page.getByText('€24.50 each').waitFor();
    await fill(page, '4242424242424242');
    assert.equal(await page.getByLabel('Card number').inputValue(), '4242 4242 4242 4242');
    assert.equal(await page.getByLabel('Expiration date').inputValue(), '12 / 34');
    await payButton(page).click();
    await page.waitForURL(`${shop.url}thanks?session=${open.id}`);
    const { status, payment_status } = await state(open);
    assert.deepEqual([status, payment_status], ['complete', 'paid']);
    await page.goto(open.url);
    await page.getByRole('heading', { name: /all done here/ }).waitFor();
    await page.close();
  });

  test('what is missing is said before anything is sent', async () => {
    const page = await shop.at((await session()).url);
    await payButton(page).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'email');
    assert.equal(await page.locator('#number').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#number-fault').textContent(), 'Your card number is incomplete.');
    await fill(page, '4242424242424241');
    await payButton(page).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'number');
    assert.equal(await page.locator('#number-fault').textContent(), 'Your card number is invalid.');
    assert.equal(await page.locator('#email-fault').textContent(), '');
    await page.close();
  });

  test('after a decline another card pays', async () => {
    const open = await session();
    const page = await shop.at(open.url);
    await fill(page, '4000000000000002');
    await payButton(page).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.equal(await alert.textContent(), 'Your card was declined.');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'problem');
    assert.equal(await page.getByLabel('Email').inputValue(), 'ada@example.com');
    assert.equal(await page.getByLabel('Card number').inputValue(), '');
    assert.equal((await state(open)).status, 'open');
    await fill(page, '4242424242424242');
    await payButton(page).click();
    await page.waitForURL(/thanks/);
    await page.close();
  });

  test('the bank asks, and a failure can be followed by a payment', async () => {
    const open = await session();
    const page = await shop.at(open.url);
    await fill(page, '4000000000003220');
    await payButton(page).click();
    await page.getByRole('button', { name: 'Fail authentication' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.textContent(), /unable to authenticate/);
    await fill(page, '4000000000003220');
    await payButton(page).click();
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForURL(/thanks/);
    assert.equal((await state(open)).payment_status, 'paid');
    await page.close();
  });

  test('the way back leads to the cart, and the session stays open', async () => {
    const open = await session();
    const page = await shop.at(open.url);
    await page.getByRole('link', { name: /Back to/ }).click();
    await page.waitForURL(`${shop.url}cart`);
    assert.equal((await state(open)).status, 'open');
    await page.close();
  });

  test('an expired session says so and leads back', async () => {
    const open = await session();
    const page = await shop.at(open.url);
    await fill(page, '4242424242424242');
    await shop.api(`/v1/checkout/sessions/${open.id}/expire`, {});
    await payButton(page).click();
    await page.getByRole('heading', { name: 'This page has expired' }).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('link', { name: /Back to/ }).click();
    await page.waitForURL(`${shop.url}cart`);
    await page.close();
  });

  test('the total follows the way of sending', async () => {
    const open = await session({ ...TWO_WAYS_OF_SENDING, ...ADDRESS });
    const page = await shop.at(open.url);
    await page.getByText('3–5 business days').waitFor();
    await page.getByRole('button', { name: 'Pay €53.90' }).waitFor();
    await page.getByLabel('Courier').check();
    await page.getByRole('button', { name: 'Pay €64.00' }).waitFor();
    assert.equal(await page.getByRole('status').textContent(), 'Total due €64.00');
    await fill(page, '4242424242424242');
    await page.getByLabel('Full name').fill('Ada');
    await page.getByLabel('Address line 1').fill('Ring 1');
    await page.getByLabel('City').fill('Wien');
    await page.locator('#shipping_country').selectOption('Austria');
    await payButton(page).click();
    await page.waitForURL(/thanks/);
    const paid = await state(open);
    assert.equal(paid.amount_total, 6400);
    assert.equal(paid.collected_information.shipping_details.address.city, 'Wien');
    await page.close();
  });

  test('a bank account pays later', async () => {
    const open = await session({ 'payment_method_types[0]': 'card', 'payment_method_types[1]': 'sepa_debit' });
    const page = await shop.at(open.url);
    await page.getByLabel('SEPA Direct Debit').check();
    assert.equal(await page.getByLabel('Card number').isVisible(), false);
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('IBAN').fill('AT61 1904 3002 3457 3201');
    await page.getByLabel('Name on card or account').fill('Ada Lovelace');
    await payButton(page).click();
    await page.waitForURL(/thanks/);
    const { status, payment_status } = await state(open);
    assert.deepEqual([status, payment_status], ['complete', 'unpaid']);
    await page.close();
  });

  test('it takes payments without scripts', async () => {
    const open = await session({ ...TWO_WAYS_OF_SENDING });
    const page = await shop.at(open.url, { javaScriptEnabled: false });
    await page.getByLabel('Courier').check();
    await page.getByRole('button', { name: 'Pay €64.00' }).click();
    await page.getByText('Your card number is incomplete.').waitFor();
    assert.equal(await page.getByLabel('Courier').isChecked(), true);
    await fill(page, '4000000000003220');
    await payButton(page).click();
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForURL(/thanks/);
    assert.equal((await state(open)).amount_total, 6400);
    await page.close();
  });

  test('pressing twice pays once', async () => {
    const open = await session();
    const page = await shop.at(open.url);
    await fill(page, '4242424242424242');
    await payButton(page).dblclick();
    await page.waitForURL(/thanks/);
    const { payment_intent } = await state(open);
    const { data } = await shop.api(`/v1/charges?payment_intent=${payment_intent}`);
    assert.equal(data.length, 1);
    await page.close();
  });

  for (const colorScheme of ['light', 'dark']) {
    for (const width of [390, 1440]) {
      test(`it has no serious accessibility fault, ${colorScheme} at ${width} pixels`, async () => {
        const open = await session({
          ...TWO_WAYS_OF_SENDING,
          ...ADDRESS,
          billing_address_collection: 'required',
          'phone_number_collection[enabled]': 'true',
          'payment_method_types[0]': 'card',
          'payment_method_types[1]': 'sepa_debit',
        });
        const page = await shop.at(open.url, { colorScheme, viewport: { width, height: 900 } });
        assert.deepEqual(await seriousFaults(page), []);
        await payButton(page).click();
        assert.deepEqual(await seriousFaults(page), []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        await page.close();
      });
    }
  }

  test('nothing was reported to the console but forms that were sent back', () => {
    const unexpected = shop.problems.filter((problem) => !problem.includes('422'));
    assert.deepEqual(unexpected, []);
  });
});
