-- Four ways to pay, refunds, disputes and webhooks.

-- OrderState as JSON: what the order's log adds up to. `status` is the same in a word, for lists.
ALTER TABLE orders ADD COLUMN state TEXT NOT NULL DEFAULT '';
UPDATE orders SET state = '{"open":"' || status || '"}'
    WHERE status IN ('awaiting_payment', 'requires_action', 'processing');
UPDATE orders SET state = '{"closed":"' || status || '"}' WHERE status IN ('cancelled', 'expired');
UPDATE orders SET state = '{"captured":{"amount":{"minor":' || CAST(total AS TEXT) || ',"currency":"' || currency
    || '"},"refunded":{"minor":' || CASE WHEN status = 'refunded' THEN CAST(total AS TEXT) ELSE '0' END
    || ',"currency":"' || currency || '"},"hold":"' || CASE WHEN status = 'paid' THEN 'earned' ELSE 'owed' END || '"}}'
    WHERE status IN ('paid', 'refund_due', 'refunded');

-- Stripe's Checkout Session of a payment on Stripe's page.
ALTER TABLE payments ADD COLUMN session TEXT;
CREATE UNIQUE INDEX payments_by_session ON payments (session);
CREATE INDEX payments_by_charge ON payments (charge);
-- What came, in minor units.
ALTER TABLE payments ADD COLUMN captured BIGINT;
UPDATE payments SET captured = amount WHERE state IN ('paid', 'refund_due', 'refunded');
-- When a captured payment is asked after for refunds and disputes (Unix milliseconds); none when never again.
ALTER TABLE payments ADD COLUMN look_again_at BIGINT;
CREATE INDEX payments_by_next_look ON payments (look_again_at);

-- Money on its way back: written before Stripe is asked for it, or when Stripe tells of one that the owner made there.
CREATE TABLE refunds (
    id TEXT PRIMARY KEY,
    payment TEXT NOT NULL REFERENCES payments (id),
    -- Stripe's refund; none until its answer is known.
    stripe TEXT UNIQUE,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- 'requested', 'refused', 'pending', 'succeeded', 'failed' or 'canceled'.
    state TEXT NOT NULL,
    actor TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX refunds_by_payment ON refunds (payment, created_at);

-- Disputes that cardholders began.
CREATE TABLE disputes (
    id TEXT PRIMARY KEY,
    payment TEXT NOT NULL REFERENCES payments (id),
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    -- 'open', 'won' or 'lost'.
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX disputes_by_payment ON disputes (payment);

-- Events that Stripe sent: kept as they came before they are answered, handled once each.
CREATE TABLE webhook_events (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    -- 'waiting', 'handled', 'ignored' or 'parked'.
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- When it is handled next, while it waits (Unix milliseconds); a worker that takes it moves this on.
    due_at BIGINT NOT NULL,
    error TEXT,
    handled_at BIGINT
);
CREATE INDEX webhook_events_by_due ON webhook_events (state, due_at);
