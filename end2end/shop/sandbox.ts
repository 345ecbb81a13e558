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

/** Every charge, of the shop's whole life. */
export async function charges(till: Till): Promise<Charge[]> {
  return list<Charge>(till, "charges");
}

/** Every payment intent, of the shop's whole life. */
export async function paymentIntents(till: Till): Promise<PaymentIntent[]> {
  return list<PaymentIntent>(till, "payment_intents");
}

async function list<T>(till: Till, kind: string): Promise<T[]> {
  const answer = await fetch(`${till.sandbox}/v1/${kind}?limit=100`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  if (!answer.ok) {
    throw new Error(`the sandbox answered ${answer.status}: ${await answer.text()}`);
  }
  const { data, has_more: hasMore } = (await answer.json()) as { data: T[]; has_more: boolean };
  if (hasMore) {
    throw new Error(`there are more than 100 ${kind}`);
  }
  return data;
}
