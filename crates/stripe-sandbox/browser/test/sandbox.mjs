// A sandbox of a test's own, and a client of it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import Stripe from 'stripe';

/** Starts a sandbox in memory on a free port. */
export async function startSandbox() {
  const sandbox = spawn('cargo', ['run', '--quiet', '--package', 'stripe-sandbox', '--', '--addr', '127.0.0.1:0'], {
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

    /** Calls the control API, which tells the sandbox what to do wrong. */
    async control(path, body, method = 'POST') {
      const response = await fetch(`${facts.api}/_sandbox${path}`, {
        method,
        headers: { authorization: `Bearer ${facts['secret key']}` },
        body: body && JSON.stringify(body),
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(answer.error.message);
      }
      return answer;
    },

    async stop() {
      sandbox.kill('SIGINT');
      await once(sandbox, 'exit');
    },
  };
}

/** npm's `stripe`, pointed at the sandbox and otherwise as it comes. */
export function client(sandbox, options = {}, key = sandbox.secretKey) {
  const { protocol, hostname, port } = new URL(sandbox.url);
  return new Stripe(key, { host: hostname, port, protocol: protocol.slice(0, -1), ...options });
}
