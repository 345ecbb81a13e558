// A shop for the tests: a page on an origin of its own under a strict policy, and a sandbox behind it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { startSandbox } from './sandbox.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Where pages have Stripe.js from; in these tests the sandbox answers for it. */
const STRIPE_ORIGIN = 'https://js.stripe.com';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Why the tests cannot run here, or false. */
export const skip = existsSync(CHROMIUM) ? false : `no browser at ${CHROMIUM}; CHROMIUM can name one`;

/** The shop's page, with a place for each Element. */
const pageHtml = (script) => `<!doctype html>
  <html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width">
  <link rel="icon" href="data:,"></head>
  <body><main><h1>Shop</h1>
  <form id="form"><div id="element"></div><div id="second"></div><div id="third"></div><button>Pay</button></form>
  </main><div id="app"></div><script src="${script}"></script></body></html>`;

/** Bundles a script of the tests, as a shop bundles its own. */
async function bundled(name) {
  const { outputFiles } = await build({
    entryPoints: [new URL(name, import.meta.url).pathname],
    bundle: true,
    write: false,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  return outputFiles[0].text;
}

/**
 * Starts a sandbox, a shop's page and a browser.
 *
 * @param {string} [script] a file of the tests that the page loads in place of Stripe.js
 */
export async function openShop(script) {
  const sandbox = await startSandbox();
  const bundle = script ? await bundled(script) : undefined;
  const server = createServer((request, response) => {
    if (request.url === '/bundle.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(bundle);
      return;
    }
    response.setHeader('content-type', 'text/html');
    const scripts = bundle ? `'self' ${STRIPE_ORIGIN}` : sandbox.url;
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; img-src data:; script-src ${scripts}; frame-src ${sandbox.url}; connect-src ${sandbox.url}`,
    );
    response.end(pageHtml(bundle ? '/bundle.js' : `${sandbox.url}/dahlia/stripe.js`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  const problems = [];

  /** Sends what is asked of Stripe's script host to the sandbox, and nothing anywhere else. */
  async function answer(route) {
    const asked = new URL(route.request().url());
    if (asked.origin === STRIPE_ORIGIN && asked.pathname === '/dahlia/stripe.js') {
      const stripeJs = await fetch(`${sandbox.url}/dahlia/stripe.js`);
      await route.fulfill({ contentType: 'text/javascript', body: await stripeJs.text() });
    } else if (asked.hostname === '127.0.0.1') {
      await route.continue();
    } else {
      problems.push(`asked for ${asked}`);
      await route.abort();
    }
  }

  /** A page whose complaints are noted. */
  async function newPage(options) {
    const page = await browser.newPage({ locale: 'en-US', ...options });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) {
        problems.push(message.text());
      }
    });
    return page;
  }

  return {
    problems,
    url,
    publishableKey: sandbox.publishableKey,

    /** Opens an address, of the shop or of the sandbox. */
    async at(address, options = {}) {
      const page = await newPage(options);
      await page.route('**/*', answer);
      await page.goto(address);
      return page;
    },

    /** Opens the page, with `stripe` in it unless it loads a script of its own. */
    async page(options = {}) {
      const page = await this.at(url, options);
      await page.evaluate(
        ([key, loads]) => {
          window.key = key;
          window.stripe = loads ? window.Stripe(key) : undefined;
        },
        [sandbox.publishableKey, !bundle],
      );
      return page;
    },

    /** Opens the page with one Element mounted, as `element` in the page; `events` is what it told. */
    async open(type, { options = {}, group, ...browserOptions } = {}) {
      const page = await this.page(browserOptions);
      await mount(page, { [type]: options }, group ?? (type === 'payment' ? DEFERRED : {}));
      return page;
    },

    /** Calls the API as the shop's server does. */
    async api(path, parameters) {
      const response = await fetch(sandbox.url + path, {
        method: parameters ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${sandbox.secretKey}` },
        body: parameters && new URLSearchParams(parameters),
      });
      return response.json();
    },

    /** Creates and confirms a manual intent. */
    pay(paymentMethod) {
      return this.api('/v1/payment_intents', {
        amount: '1500',
        currency: 'eur',
        confirm: 'true',
        confirmation_method: 'manual',
        payment_method: paymentMethod,
        'payment_method_types[]': 'card',
        use_stripe_sdk: 'true',
      });
    },

    /** Creates an intent that the browser confirms. */
    intent(parameters = {}) {
      return this.api('/v1/payment_intents', { amount: '1500', currency: 'eur', ...parameters });
    },

    /** Opens a page of the sandbox itself. */
    async visit(path, options = {}) {
      const page = await newPage(options);
      await page.goto(sandbox.url + path);
      return page;
    },

    async close() {
      await browser.close();
      server.close();
      await sandbox.stop();
    },
  };
}

/** Options of a group that makes PaymentMethods for an intent that is yet to come. */
export const DEFERRED = { mode: 'payment', amount: 1500, currency: 'eur', paymentMethodCreation: 'manual' };

/**
 * Mounts Elements of one group and waits until they are ready. In the page, `elements` is the group,
 * `all` the Elements by type, `element` the first of them, and `events` what they told.
 */
export function mount(page, types, group = {}) {
  return page.evaluate(
    async ([types, group]) => {
      window.elements = window.stripe.elements(group);
      window.events = [];
      window.all = {};
      const places = ['#element', '#second', '#third'];
      await Promise.all(
        Object.entries(types).map(([type, options], index) => {
          const element = window.elements.create(type, options);
          window.all[type] = element;
          if (index === 0) {
            // Over the page's node of that id.
            window.element = element;
          }
          for (const name of ['change', 'focus', 'blur', 'escape', 'loaderstart', 'loaderror', 'ready']) {
            element.on(name, (event) => window.events.push({ name, ...event }));
          }
          const settled = new Promise((resolve) => {
            element.once('ready', resolve);
            element.once('loaderror', resolve);
          });
          element.mount(places[index]);
          return settled;
        }),
      );
    },
    [types, group],
  );
}

/** The frame of an Element. */
export function frameOf(page, type) {
  const titles = {
    address: 'Secure address input frame',
    card: 'Secure card payment input frame',
    cardNumber: 'Secure card number input frame',
    cardExpiry: 'Secure expiration date input frame',
    cardCvc: 'Secure CVC input frame',
    payment: 'Secure payment input frame',
  };
  return page.frameLocator(`iframe[title="${titles[type]}"]`);
}

const LABELS = {
  card: ['Credit or debit card number', 'Credit or debit card expiration date', 'Credit or debit card CVC/CVV', 'ZIP'],
  payment: ['Card number', 'Expiration date', 'Security code', 'ZIP code'],
};

/** Fills in a card as a customer does; the postal code too, where it is asked for. */
export async function fillCard(page, type, number) {
  const frame = frameOf(page, type);
  const values = [number, '12 / 34', number.startsWith('37') ? '1234' : '123', '12345'];
  for (const [index, label] of LABELS[type].entries()) {
    const field = frame.getByLabel(label, { exact: true });
    if (index < 3 || (await field.isVisible())) {
      await field.fill(values[index]);
    }
  }
}

/** The last event of a name that the Elements told. */
export async function lastEvent(page, name, elementType) {
  const events = await page.evaluate(() => window.events);
  return events.findLast((event) => event.name === name && (!elementType || event.elementType === elementType));
}

/** Answers the bank's question. */
export async function authenticate(page, answer) {
  const bank = page.frameLocator('iframe[title="Payment authentication"]');
  await bank.getByRole('button', { name: `${answer} authentication` }).click();
}

/** Waits until what is asked is true. */
export async function until(isSo) {
  for (const end = Date.now() + 10_000; !(await isSo()); ) {
    assert.ok(Date.now() < end, `waited in vain: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What axe finds serious in any frame of the page. */
export async function seriousFaults(page) {
  const faults = [];
  for (const frame of page.frames()) {
    await frame.evaluate(AXE);
    const { violations } = await frame.evaluate(() => window.axe.run({ iframes: false }));
    faults.push(...violations.filter(({ impact }) => ['serious', 'critical'].includes(impact)));
  }
  return faults.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}
