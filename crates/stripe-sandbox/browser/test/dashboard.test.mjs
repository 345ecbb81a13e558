// The dashboard in a real browser, as a developer uses it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { openShop, seriousFaults, skip } from './shop.mjs';

describe('dashboard', { skip }, () => {
  let shop;
  /** A payment that was declined, then paid, then refunded in part. */
  let payment;
  let customer;

  before(async () => {
    shop = await openShop();
    customer = await shop.api('/v1/customers', { email: 'ada@example.com', name: 'Ada' });
    const { error } = await shop.api('/v1/payment_intents', {
      amount: '4250',
      currency: 'eur',
      confirm: 'true',
      customer: customer.id,
      description: 'A description that is long enough to need more than one line on a narrow screen',
      payment_method: 'pm_card_chargeDeclined',
      'metadata[order_id]': 'T-1002',
      'payment_method_types[]': 'card',
    });
    payment = error.payment_intent.id;
    await shop.api(`/v1/payment_intents/${payment}/confirm`, { payment_method: 'pm_card_visa' });
    await shop.api('/v1/refunds', { payment_intent: payment, amount: '1250' });
  });

  after(async () => {
    await shop?.close();
  });

  test('a payment appears while the page is open, and the reader keeps the place', async () => {
    const page = await shop.visit(`/payments/${payment}`);
    const json = page.locator('summary').first();
    await json.click();
    await page.locator('dl').getByRole('link', { name: customer.id }).focus();
    await shop.api('/v1/refunds', { payment_intent: payment, amount: '100' });
    await page.getByRole('table', { name: 'Refunds' }).getByText('1.00 EUR').waitFor();
    assert.equal(await page.locator('details').first().getAttribute('open'), '');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), customer.id);
    await page.close();
  });

  test('a paused page stays as it is until it is let go on', async () => {
    const page = await shop.visit('/payments');
    const live = page.getByRole('button', { name: 'Live' });
    await live.click();
    assert.equal(await live.getAttribute('aria-pressed'), 'false');
    const { id } = await shop.pay('pm_card_visa');
    await page.waitForTimeout(3500);
    assert.equal(await page.getByText(id).count(), 0);
    await live.click();
    await page.getByText(id).waitFor();
    await page.close();
  });

  test('ids are copied', async () => {
    const page = await shop.visit(`/payments/${payment}`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: `Copy ${payment}` }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), payment);
    await page.close();
  });

  test('everything can be reached without JavaScript', async () => {
    const page = await shop.visit('/', { javaScriptEnabled: false });
    await page.getByRole('searchbox').fill('t-1002');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: payment }).click();
    await page.getByRole('link', { name: 'charge.failed' }).click();
    await page.getByRole('heading', { name: 'charge.failed' }).waitFor();
    await page.getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('link', { name: 'Ada' }).click();
    await page.getByRole('heading', { name: 'Ada' }).waitFor();
    await page.close();
  });

  test('a button sends an event again, without JavaScript too', async () => {
    const bodies = [];
    const receiver = createServer(async (request, response) => {
      bodies.push(await new Response(Readable.toWeb(request)).json());
      response.statusCode = bodies.length > 1 ? 200 : 410;
      response.end('noted');
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    await shop.api('/v1/webhook_endpoints', {
      url: `http://127.0.0.1:${receiver.address().port}/`,
      'enabled_events[]': 'customer.created',
    });
    const page = await shop.visit('/events?type=customer.created', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'customer.created' }).first().click();
    for (const answer of ['410', '200']) {
      await page.getByRole('button', { name: 'Resend to every endpoint' }).click();
      await page.getByRole('row').getByText(answer).waitFor();
    }
    assert.deepEqual(
      bodies.map(({ data }) => data.object.id),
      [customer.id, customer.id],
    );
    await page.close();
    receiver.closeAllConnections();
    receiver.close();
  });

  test('the keyboard gets past the navigation', async () => {
    const page = await shop.visit('/events');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'type');
    await page.close();
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`no page has a serious accessibility fault or is wider than its screen, in ${colorScheme}`, async () => {
      const page = await shop.visit('/', { colorScheme });
      const event = await page.locator('a[href^="/events/"]').first().getAttribute('href');
      const paths = ['/', '/payments', '/customers', '/events', '/webhooks', '/checkout-sessions', '/search?q=ada', event];
      paths.push(`/payments/${payment}`, `/customers/${customer.id}`);
      for (const path of paths) {
        await page.goto(new URL(path, page.url()).href);
        for (const summary of await page.locator('summary').all()) {
          await summary.click();
        }
        for (const width of [390, 1010, 1290, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(beyond <= 0, `${path} at ${width}: ${beyond} pixels too wide`);
          assert.deepEqual(await seriousFaults(page), [], `${path} at ${width}`);
        }
      }
      await page.close();
    });
  }

  test('no page complains', () => {
    assert.deepEqual(shop.problems, []);
  });
});
