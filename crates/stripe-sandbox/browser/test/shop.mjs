// A shop for the tests: a page on an origin of its own under a strict policy, and a sandbox behind it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Why the tests cannot run here, or false. */
export const skip = existsSync(CHROMIUM) ? false : `no browser at ${CHROMIUM}; CHROMIUM can name one`;

async function startSandbox() {
  const sandbox = spawn('cargo', ['run', '--quiet', '--package', 'stripe-sandbox', '--example', 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const facts = {};
  for await (const line of createInterface({ input: sandbox.stdout })) {
    const [, name, value] = /^(.+?)\s+(\S+)$/.exec(line);
    facts[name] = value;
    if (name === 'publishable key') {
      break;
    }
  }
  return {
    url: facts.api,
    secretKey: facts['secret key'],
    publishableKey: facts['publishable key'],
    async stop() {
      sandbox.kill('SIGINT');
      await once(sandbox, 'exit');
    },
  };
}

/** Starts a sandbox, a shop's page and a browser. */
export async function openShop() {
  const sandbox = await startSandbox();
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${sandbox.url}; frame-src ${sandbox.url}; connect-src ${sandbox.url}`,
    );
    response.end(`<!doctype html>
      <html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width"></head>
      <body><main><h1>Shop</h1><form id="form"><div id="element"></div><button>Pay</button></form></main>
      <script src="${sandbox.url}/dahlia/stripe.js"></script></body></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  const problems = [];

  return {
    problems,

    /** Opens the page with a card or a payment Element mounted, as `element` in the page. */
    async open(type, options = {}) {
      const page = await browser.newPage(options);
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) {
          problems.push(message.text());
        }
      });
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      await page.evaluate(
        async ([key, type]) => {
          window.stripe = window.Stripe(key);
          window.elements = window.stripe.elements(
            type === 'payment'
              ? { mode: 'payment', amount: 1500, currency: 'eur', paymentMethodCreation: 'manual' }
              : {},
          );
          window.element = window.elements.create(type);
          window.events = [];
          for (const name of ['change', 'focus', 'blur', 'escape']) {
            window.element.on(name, (event) => window.events.push({ name, ...event }));
          }
          const ready = new Promise((resolve) => window.element.once('ready', resolve));
          window.element.mount('#element');
          await ready;
        },
        [sandbox.publishableKey, type],
      );
      return page;
    },

    /** Calls the API as the shop's server does. */
    async api(path, parameters) {
      const response = await fetch(sandbox.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.secretKey}` },
        body: new URLSearchParams(parameters),
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

    async close() {
      await browser.close();
      server.close();
      await sandbox.stop();
    },
  };
}

const LABELS = {
  card: ['Credit or debit card number', 'Credit or debit card expiration date', 'Credit or debit card CVC/CVV'],
  payment: ['Card number', 'Expiration date', 'Security code'],
};

/** Fills in a card as a customer does. */
export async function fillCard(page, type, number) {
  const frame = page.frameLocator('iframe[title^="Secure"]');
  const values = [number, '12 / 34', number.startsWith('37') ? '1234' : '123'];
  for (const [index, label] of LABELS[type].entries()) {
    await frame.getByLabel(label, { exact: true }).fill(values[index]);
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
  return faults.map(({ id, help }) => `${id}: ${help}`);
}
