// Asks the sandbox what it has charged, as the owner would in Stripe's dashboard.

import type { Till } from "./till.ts";

/** The key of the embedded sandbox. It is public: it opens nothing but test shops on loopback. */
const SECRET_KEY = "sk_test_sandbox51TillOnlyOnLoopback0000000000";

interface Charge {
  amount: number;
  status: string;
  refunded: boolean;
}

interface PaymentIntent {
  amount: number;
  status: string;
}

interface CheckoutSession {
  status: string;
}

interface SavedCard {
  id: string;
  card: { last4: string };
}

/** Every charge, of the shop's whole life. */
export async function charges(till: Till): Promise<Charge[]> {
  return list<Charge>(till, "charges");
}

/** Every payment intent, of the shop's whole life. */
export async function paymentIntents(till: Till): Promise<PaymentIntent[]> {
  return list<PaymentIntent>(till, "payment_intents");
}

/** Every Customer, of the shop's whole life. */
export async function customers(till: Till): Promise<{ id: string }[]> {
  return list<{ id: string }>(till, "customers");
}

/** Every page of Stripe's that was opened, of the shop's whole life. */
export async function checkoutSessions(till: Till): Promise<CheckoutSession[]> {
  return list<CheckoutSession>(till, "checkout/sessions");
}

/** The charges that took money and kept it. */
export async function keptCharges(till: Till): Promise<Charge[]> {
  return (await charges(till)).filter((charge) => charge.status === "succeeded" && !charge.refunded);
}

/** Lets the saved card with these last digits be one whose month is over. */
export async function letCardEnd(till: Till, last4: string): Promise<void> {
  for (const customer of await customers(till)) {
    const cards = await list<SavedCard>(till, `customers/${customer.id}/payment_methods`);
    for (const { id } of cards.filter((method) => method.card.last4 === last4)) {
      const body = JSON.stringify({ exp_month: 10, exp_year: 2020 });
      await fetchFrom(till, `/_sandbox/payment_methods/${id}/expiry`, { method: "POST", body });
    }
  }
}

/** Has calls to a path take longer; `*` in it stands for anything. */
export async function slowDown(till: Till, path: string, milliseconds: number): Promise<void> {
  await fetchFrom(till, "/_sandbox/latency", { method: "POST", body: JSON.stringify({ path, milliseconds }) });
}

async function list<T>(till: Till, kind: string): Promise<T[]> {
  const answer = await fetchFrom(till, `/v1/${kind}?limit=100`);
  const { data, has_more: hasMore } = (await answer.json()) as { data: T[]; has_more: boolean };
  if (hasMore) {
    throw new Error(`there are more than 100 ${kind}`);
  }
  return data;
}

async function fetchFrom(till: Till, path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(`${till.sandbox}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  if (!answer.ok) {
    throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`);
  }
  return answer;
}
