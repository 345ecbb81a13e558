// Which members npm's `stripe` calls present in every object: read from its declarations and written to
// ../contract/present-members.json, which the Rust tests hold every answer against. `npm run members` runs it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DECLARATIONS = fileURLToPath(new URL('./node_modules/stripe/esm', import.meta.url));
const RESOURCES = join(DECLARATIONS, 'resources');
const OUTPUT = fileURLToPath(new URL('../contract/present-members.json', import.meta.url));

/** The objects of the served operations: file, and the types in it that answers hold. */
const ROOTS = [
  ['BalanceTransactions', 'BalanceTransaction'],
  ['Cards', 'Card'],
  ['Charges', 'Charge'],
  ['Checkout/Sessions', 'Session'],
  ['ConfirmationTokens', 'ConfirmationToken'],
  ['Customers', 'Customer', 'DeletedCustomer'],
  ['Disputes', 'Dispute'],
  ['Events', 'EventBase'],
  ['LineItems', 'LineItem'],
  ['PaymentIntents', 'PaymentIntent'],
  ['PaymentMethods', 'PaymentMethod'],
  ['Prices', 'Price'],
  ['Products', 'Product'],
  ['Refunds', 'Refund'],
  ['SetupIntents', 'SetupIntent'],
  ['ShippingRates', 'ShippingRate'],
  ['Tokens', 'Token'],
  ['WebhookEndpoints', 'WebhookEndpoint', 'DeletedWebhookEndpoint'],
];

/**
 * The interfaces of a declaration file by their full names, as `tsc` writes them: a member a line, blocks
 * opened at a line's end.
 */
function interfaces(path) {
  const text = readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\//g, '');
  const found = new Map();
  const scopes = [];
  for (const line of text.split('\n').map((line) => line.trim())) {
    const opened = /^(?:export )?(?:declare )?(interface|namespace) (\w+)(?:<\w+>)?(?: extends (.+?))? \{$/.exec(line);
    if (opened) {
      const [, kind, name, parents] = opened;
      const full = [...scopes.filter(({ kind }) => kind === 'namespace').map(({ name }) => name), name].join('.');
      const scope = { kind, name, members: null };
      if (kind === 'interface') {
        scope.members = new Map();
        found.set(full, { members: scope.members, parents: parents?.split(', ') ?? [] });
      }
      scopes.push(scope);
    } else if (line === '}' || line === '};') {
      scopes.pop();
    } else if (line.endsWith('{')) {
      scopes.push({ kind: 'other' });
    } else {
      const member = /^['"]?(\w+)['"]?(\??): (.+);$/.exec(line);
      const members = scopes.at(-1)?.members;
      if (member && members) {
        members.set(member[1], { optional: member[2] === '?', type: member[3] });
      }
    }
  }
  return found;
}

const shared = interfaces(join(DECLARATIONS, 'shared.d.ts'));

/** The interface that `name` means inside the interface `from`, nearest scope first. */
function resolve(file, from, name) {
  const scopes = from.split('.');
  for (let depth = scopes.length; depth >= 0; depth -= 1) {
    const full = [...scopes.slice(0, depth), name].join('.');
    if (file.types.has(full)) {
      return { file, full };
    }
  }
  return shared.has(name) ? { file: { name: 'shared', types: shared }, full: name } : null;
}

const types = new Map();

/** Adds an interface and those its members are made of; returns its name in the output. */
function add({ file, full }) {
  const id = `${file.name}.${full}`;
  if (types.has(id)) {
    return id;
  }
  const described = { present: [], members: {} };
  types.set(id, described);
  const { members, parents } = file.types.get(full);
  const inherited = parents.flatMap((parent) => {
    const found = resolve(file, full, parent);
    return found ? [...found.file.types.get(found.full).members] : [];
  });
  for (const [name, { optional, type }] of new Map([...inherited, ...members])) {
    // `deleted?: void` tells types apart and is no member; a literal `true` is one.
    if (type === 'void') {
      continue;
    }
    if (!optional) {
      described.present.push(name);
    }
    const parts = type.split(' | ').map((part) => part.replace(/^Array<(.+)>$/, '$1').replace(/^(.+)\[\]$/, '$1'));
    const [made] = parts.map((part) => /^[\w.]+$/.test(part) && resolve(file, full, part)).filter(Boolean);
    if (made && !file.roots.has(made.full)) {
      described.members[name] = add(made);
    }
  }
  described.present.sort();
  return id;
}

const objects = {};
for (const [name, ...roots] of ROOTS) {
  const path = join(RESOURCES, `${name}.d.ts`);
  const file = { name, types: interfaces(path), roots: new Set(roots) };
  for (const root of roots) {
    const type = file.types.get(root);
    if (!type) {
      throw new Error(`${path} declares no ${root}`);
    }
    const object = type.members.get('object').type.replaceAll("'", '');
    objects[type.members.has('deleted') && root.startsWith('Deleted') ? `deleted ${object}` : object] = add({ file, full: root });
  }
}

/** The types that say something: with a member that is present, or made of such types. */
function telling(id, seen = new Set()) {
  if (seen.has(id)) {
    return false;
  }
  seen.add(id);
  const { present, members } = types.get(id);
  return present.length > 0 || Object.values(members).some((member) => telling(member, seen));
}

const lines = [...types]
  .filter(([id]) => telling(id))
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([id, { present, members }]) => {
    const kept = Object.entries(members).filter(([, member]) => telling(member));
    kept.sort(([a], [b]) => (a < b ? -1 : 1));
    return `${JSON.stringify(id)}: ${JSON.stringify({ present, members: Object.fromEntries(kept) })}`;
  });
const version = /ApiVersion = '(.+)'/.exec(readFileSync(join(DECLARATIONS, 'apiVersion.js'), 'utf8'))[1];
const text = `{
"api_version": ${JSON.stringify(version)},
"objects": ${JSON.stringify(objects)},
"types": {
${lines.join(',\n')}
}
}
`;

if (process.argv.includes('--check')) {
  if (readFileSync(OUTPUT, 'utf8') !== text) {
    console.error('contract/present-members.json is not what the installed `stripe` says: npm run members writes it anew');
    process.exitCode = 1;
  }
} else {
  writeFileSync(OUTPUT, text);
}
