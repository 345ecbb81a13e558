// The payment Element, its looks, its languages, and the address Element beside it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DEFERRED, fillCard, frameOf, lastEvent, mount, openShop, seriousFaults, skip, until } from './shop.mjs';

const ADDRESS = { 'Full name': 'Ada Example', 'Address line 1': '1 Main Street', City: 'Springfield', 'ZIP code': '62701' };

/** Fills in an address in the United States. */
async function fillAddress(page) {
  const frame = frameOf(page, 'address');
  for (const [label, text] of Object.entries(ADDRESS)) {
    await frame.getByLabel(label, { exact: true }).fill(text);
  }
  await frame.getByLabel('State', { exact: true }).selectOption('IL');
}

describe('payment and address Elements', { skip }, () => {
  let shop;

  before(async () => {
    shop = await openShop();
  });

  after(async () => {
    await shop?.close();
  });

  test('country and postal code go into the billing details', async () => {
    const page = await shop.open('payment');
    await fillCard(page, 'payment', '4242424242424242');
    const { paymentMethod } = await page.evaluate(async () => {
      await window.elements.submit();
      return window.stripe.createPaymentMethod({ elements: window.elements });
    });
    const { country, postal_code } = paymentMethod.billing_details.address;
    assert.deepEqual([country, postal_code], ['US', '12345']);
    await page.close();
  });

  test('a country without checked postal codes asks for none', async () => {
    const page = await shop.open('payment');
    await fillCard(page, 'payment', '4242424242424242');
    const frame = frameOf(page, 'payment');
    await frame.getByLabel('ZIP code').fill('');
    // What the frame tells reaches the page a moment later.
    await until(async () => !(await lastEvent(page, 'change')).complete);
    await frame.getByLabel('Country', { exact: true }).selectOption({ label: 'Germany' });
    assert.equal(await frame.locator('#postalCode').isVisible(), false);
    await until(async () => (await lastEvent(page, 'change')).complete);
    await page.close();
  });

  test('what the page knows of the payer comes first', async () => {
    const page = await shop.open('payment', {
      options: { defaultValues: { billingDetails: { name: 'Ada', address: { country: 'GB', postal_code: 'SW1A 1AA' } } } },
    });
    const frame = frameOf(page, 'payment');
    assert.equal(await frame.getByLabel('Country', { exact: true }).inputValue(), 'GB');
    assert.equal(await frame.getByLabel('Postal code').inputValue(), 'SW1A 1AA');
    await page.close();
  });

  test('what the Element is told not to ask, the page has to pass', async () => {
    const fields = { billingDetails: { address: { country: 'never', postalCode: 'never' } } };
    const page = await shop.open('payment', { options: { fields } });
    await fillCard(page, 'payment', '4242424242424242');
    assert.equal(await frameOf(page, 'payment').locator('#country').isVisible(), false);
    const results = await page.evaluate(async () => {
      const { elements, stripe } = window;
      await elements.submit();
      const create = (address) => stripe.createPaymentMethod({ elements, params: { billing_details: { address } } });
      return [
        await create({ country: 'FR' }).catch(({ message }) => message),
        (await create({ country: 'FR', postal_code: '' })).paymentMethod.billing_details.address.country,
      ];
    });
    assert.match(results[0], /"never" for fields\.billing_details\.address\.postal_code/);
    assert.equal(results[1], 'FR');
    await page.close();
  });

  test('a card that is kept comes with terms', async () => {
    const terms = async (options, group) => {
      const page = await shop.open('payment', { options, group: { ...DEFERRED, ...group } });
      const text = frameOf(page, 'payment').locator('.TermsText');
      const shown = (await text.isVisible()) ? await text.textContent() : '';
      await page.close();
      return shown;
    };
    assert.equal(await terms({}, {}), '');
    assert.match(await terms({ business: { name: 'Till' } }, { setupFutureUsage: 'off_session' }), /you allow Till/);
    assert.equal(await terms({ terms: { card: 'never' } }, { setupFutureUsage: 'off_session' }), '');
  });

  test('an accordion collapses, and opens where something is missing', async () => {
    const page = await shop.open('payment', { options: { layout: 'accordion' } });
    const number = frameOf(page, 'payment').locator('#number');
    await page.evaluate(() => window.element.collapse());
    await number.waitFor({ state: 'hidden' });
    assert.equal((await lastEvent(page, 'change')).collapsed, true);
    await page.evaluate(() => window.elements.submit());
    await number.waitFor();
    assert.equal(await frameOf(page, 'payment').getByRole('button').getAttribute('aria-expanded'), 'true');
    await page.close();
  });

  test('a theme, variables and rules reach the fields', async () => {
    const page = await shop.open('payment', {
      group: {
        ...DEFERRED,
        appearance: {
          theme: 'night',
          variables: { colorText: 'rgb(250, 250, 210)', borderRadius: '11px', spacingUnit: '5px', colorDanger: 'not a colour' },
          rules: {
            '.Label': { textTransform: 'uppercase' },
            '.Input:focus': { borderColor: 'rgb(1, 2, 3)', transition: 'none' },
            '.Input, .Nothing': { letterSpacing: '2px', backgroundImage: 'url(https://example.com/x)' },
            'body, input[name]': { display: 'none' },
          },
        },
      },
    });
    const frame = frameOf(page, 'payment');
    const number = frame.getByLabel('Card number');
    await number.focus();
    const seen = await number.evaluate((node) => {
      const { color, borderRadius, borderColor, letterSpacing, paddingLeft, backgroundColor, backgroundImage } = getComputedStyle(node);
      return { color, borderRadius, borderColor, letterSpacing, paddingLeft, backgroundColor, backgroundImage };
    });
    assert.deepEqual(seen, {
      color: 'rgb(250, 250, 210)',
      borderRadius: '11px',
      borderColor: 'rgb(1, 2, 3)',
      letterSpacing: '2px',
      paddingLeft: '15px',
      backgroundColor: 'rgb(48, 49, 61)',
      backgroundImage: 'none',
    });
    const label = frame.locator('.Label').first();
    assert.equal(await label.evaluate((node) => getComputedStyle(node).textTransform), 'uppercase');
    await page.evaluate(() => window.elements.update({ appearance: { theme: 'stripe' } }));
    await until(async () => (await number.evaluate((node) => getComputedStyle(node).letterSpacing)) === 'normal');
    await page.close();
  });

  for (const [locale, label, message] of [
    ['de', 'Kartennummer', 'Die Kartennummer ist unvollständig.'],
    ['fr', 'Numéro de carte', 'Le numéro de votre carte est incomplet.'],
    ['es', 'Número de tarjeta', 'El número de tu tarjeta está incompleto.'],
  ]) {
    test(`the fields speak ${locale}, by option or by browser`, async () => {
      const page = await shop.page({ locale });
      await mount(page, { payment: {} }, DEFERRED);
      const frame = page.frameLocator('iframe');
      await frame.getByLabel(label, { exact: true }).waitFor();
      const { error } = await page.evaluate(() => window.elements.submit());
      assert.equal(error.message, message);
      await page.evaluate(() => window.elements.update({ locale: 'en' }));
      await frameOf(page, 'payment').getByLabel('Card number').waitFor();
      assert.equal(await frame.locator('html').getAttribute('lang'), 'en');
      await page.close();
    });
  }

  test('the address Element tells the address as it is typed', async () => {
    const page = await shop.open('address', { options: { mode: 'shipping', fields: { phone: 'always' } } });
    await fillAddress(page);
    await frameOf(page, 'address').getByLabel('Phone number').fill('+1 217 555 0100');
    await until(async () => (await lastEvent(page, 'change')).value.phone !== '');
    const { elementMode, empty, complete, isNewAddress, value } = await lastEvent(page, 'change');
    assert.deepEqual([elementMode, empty, complete, isNewAddress], ['shipping', false, true, true]);
    const address = { line1: '1 Main Street', line2: null, city: 'Springfield', state: 'IL', postal_code: '62701', country: 'US' };
    assert.deepEqual(value, { name: 'Ada Example', address, phone: '+1 217 555 0100' });
    assert.deepEqual(await page.evaluate(() => window.element.getValue()), { complete, isNewAddress, value });
    await page.close();
  });

  test('an address has the fields of its country, in its order', async () => {
    const page = await shop.open('address', {
      options: { mode: 'billing', allowedCountries: ['CA', 'DE', 'IE'], defaultValues: { address: { country: 'CA' } } },
    });
    const frame = frameOf(page, 'address');
    const labels = () => frame.locator('.place .Label').allTextContents();
    assert.deepEqual(await labels(), ['City', 'Province', 'Postal code']);
    await frame.getByLabel('Country or region').selectOption('DE');
    assert.deepEqual(await labels(), ['Postal code', 'City']);
    await frame.getByLabel('Country or region').selectOption('IE');
    assert.deepEqual(await labels(), ['City', 'County', 'Postal code']);
    assert.equal(await frame.getByLabel('Country or region').locator('option').count(), 3);
    await page.close();
  });

  test('a name in two parts, and a PO box that is refused', async () => {
    const page = await shop.open('address', {
      options: {
        mode: 'shipping',
        blockPoBox: true,
        display: { name: 'split' },
        defaultValues: { firstName: 'Ada', lastName: 'Example', address: { country: 'US', line1: 'PO Box 12' } },
      },
    });
    const { value, complete } = await page.evaluate(() => window.element.getValue());
    assert.deepEqual([value.name, value.firstName, value.lastName, complete], ['Ada Example', 'Ada', 'Example', false]);
    await frameOf(page, 'address').getByText('cannot be shipped to a PO box').waitFor();
    await page.close();
  });

  test('the addresses of a group go along with the payment', async () => {
    const page = await shop.page();
    await mount(page, { payment: {}, address: { mode: 'billing' } }, DEFERRED);
    await fillCard(page, 'payment', '4242424242424242');
    const incomplete = await page.evaluate(() => window.elements.submit());
    assert.equal(incomplete.error.code, 'incomplete_name');
    await fillAddress(page);
    const { paymentMethod } = await page.evaluate(async () => {
      await window.elements.submit();
      return window.stripe.createPaymentMethod({ elements: window.elements });
    });
    const { name, address } = paymentMethod.billing_details;
    assert.deepEqual([name, address.line1, address.state], ['Ada Example', '1 Main Street', 'IL']);
    await page.close();
  });

  test('a group has one address Element of each mode', async () => {
    const page = await shop.page();
    const seen = await page.evaluate(() => {
      const elements = window.stripe.elements({ mode: 'setup' });
      const shipping = elements.create('address', { mode: 'shipping' });
      const billing = elements.create('address', { mode: 'billing' });
      const fails = (options) => {
        try {
          elements.create('address', options);
          return false;
        } catch (error) {
          return error.name === 'IntegrationError';
        }
      };
      return [
        elements.getElement('address', { mode: 'shipping' }) === shipping,
        elements.getElement('address', { mode: 'billing' }) === billing,
        fails({ mode: 'billing' }),
        fails({}),
      ];
    });
    assert.deepEqual(seen, [true, true, true, true]);
    await page.close();
  });

  for (const theme of ['stripe', 'night', 'flat']) {
    test(`the fields have no serious accessibility fault in ${theme}`, async () => {
      const page = await shop.page();
      await page.evaluate((night) => (document.body.style.background = night ? '#1a1b25' : '#fff'), theme === 'night');
      await mount(page, { payment: {}, address: { mode: 'shipping' } }, { ...DEFERRED, setupFutureUsage: 'off_session', appearance: { theme } });
      await page.evaluate(() => window.elements.submit());
      const faults = await seriousFaults(page);
      // Labels lie on what the page has behind the frame, which axe takes for white.
      const measurable = theme === 'night' ? faults.filter((fault) => !fault.startsWith('color-contrast')) : faults;
      assert.deepEqual(measurable, []);
      await page.close();
    });
  }

  test('an intent that is over cannot be paid in an Element', async () => {
    const page = await shop.page();
    const intent = await shop.pay('pm_card_visa');
    await mount(page, { payment: {} }, { clientSecret: intent.client_secret });
    const { error } = await lastEvent(page, 'loaderror');
    assert.match(error.message, /terminal state/);
    assert.equal(await lastEvent(page, 'ready'), undefined);
    await page.close();
  });

  test('an intent that is unknown is told as an error of loading', async () => {
    const page = await shop.page();
    await mount(page, { payment: {} }, { clientSecret: 'pi_nothing_secret_nothing' });
    const { elementType, error } = await lastEvent(page, 'loaderror');
    assert.deepEqual([elementType, error.code], ['payment', 'resource_missing']);
    // The browser itself notes the answer.
    assert.match(shop.problems.pop(), /404/);
    await page.close();
  });

  test('the console stays empty and nothing outside is asked for', () => {
    assert.deepEqual(shop.problems, []);
  });
});
