-- One schema for SQLite and PostgreSQL: TEXT for ids and JSON, BIGINT for numbers, amounts in minor units and times in
-- Unix milliseconds, 0 and 1 for truth.

CREATE TABLE shop_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE categories (
    slug TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    picture TEXT NOT NULL,
    alt TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    -- A category that is no longer in the catalogue stays for the products that were in it.
    withdrawn BIGINT NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
);

CREATE TABLE products (
    slug TEXT PRIMARY KEY,
    category TEXT NOT NULL REFERENCES categories (slug),
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL,
    picture TEXT NOT NULL,
    alt TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    -- Title, text and options as words without case and accents, a space before each, for searching.
    search_title TEXT NOT NULL,
    search_text TEXT NOT NULL,
    -- A product that is no longer in the catalogue stays for the orders that name it.
    withdrawn BIGINT NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
);
CREATE INDEX products_by_category ON products (category, position);

CREATE TABLE variants (
    sku TEXT PRIMARY KEY,
    product TEXT NOT NULL REFERENCES products (slug),
    position BIGINT NOT NULL,
    -- [{"name":"Size","value":"M"}]
    options TEXT NOT NULL,
    price BIGINT NOT NULL CHECK (price >= 0),
    currency TEXT NOT NULL,
    stock BIGINT NOT NULL CHECK (stock >= 0),
    -- Sum of this variant's reservations.
    reserved BIGINT NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    withdrawn BIGINT NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
);
CREATE INDEX variants_by_product ON variants (product, position);

-- A row that every change of the catalogue updates as its last statement, so that revisions come in commit order.
CREATE TABLE catalogue_revision (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL
);
INSERT INTO catalogue_revision (id, revision) VALUES (1, 1);

-- Which products changed in which revision; no product means that any page may have changed.
CREATE TABLE catalogue_changes (
    revision BIGINT NOT NULL,
    product TEXT
);
CREATE INDEX catalogue_changes_by_revision ON catalogue_changes (revision);

CREATE TABLE carts (
    -- SHA-256 of the cookie's token: who reads the table cannot take over a cart.
    id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE cart_lines (
    cart TEXT NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    sku TEXT NOT NULL REFERENCES variants (sku),
    quantity BIGINT NOT NULL CHECK (quantity BETWEEN 1 AND 99),
    -- The price that the customer was last shown, to tell of a change.
    seen_price BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (cart, sku)
);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('order', 1000);

CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    -- The unguessable part of the order page's address.
    token TEXT NOT NULL UNIQUE,
    number BIGINT NOT NULL UNIQUE,
    cart TEXT NOT NULL,
    -- The cart while the order is open: a cart has one open order at most.
    open_cart TEXT UNIQUE,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    items BIGINT NOT NULL,
    delivery BIGINT NOT NULL,
    total BIGINT NOT NULL,
    delivery_method TEXT NOT NULL,
    email TEXT NOT NULL,
    -- PostalAddress as JSON.
    address TEXT NOT NULL,
    cart_hash TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX orders_by_cart ON orders (cart, created_at);
CREATE INDEX orders_by_status ON orders (status, updated_at);

CREATE TABLE order_lines (
    order_id TEXT NOT NULL REFERENCES orders (id),
    position BIGINT NOT NULL,
    sku TEXT NOT NULL REFERENCES variants (sku),
    product TEXT NOT NULL,
    title TEXT NOT NULL,
    options TEXT NOT NULL,
    -- Picture as JSON.
    picture TEXT NOT NULL,
    unit BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (order_id, position)
);

CREATE TABLE reservations (
    order_id TEXT NOT NULL REFERENCES orders (id),
    sku TEXT NOT NULL REFERENCES variants (sku),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (order_id, sku)
);
CREATE INDEX reservations_by_expiry ON reservations (expires_at);

CREATE TABLE payments (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES orders (id),
    -- The order while the payment can still succeed: an order has one open payment at most.
    open_order TEXT UNIQUE,
    flow TEXT NOT NULL,
    -- 'open', 'paid', 'refund_due', 'refunded' or 'cancelled'.
    state TEXT NOT NULL,
    -- Stripe's PaymentIntent; none until the answer to its creation is known.
    intent TEXT UNIQUE,
    -- What Stripe last said of the intent, so that the same news twice is one event.
    seen TEXT NOT NULL DEFAULT '',
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    cart_hash TEXT NOT NULL,
    -- DeclineReason of the last failed attempt.
    decline TEXT,
    charge TEXT,
    card_brand TEXT,
    card_last4 TEXT,
    -- Who is working on the payment, and until when nobody else may (Unix milliseconds).
    lease TEXT,
    leased_until BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX payments_by_order ON payments (order_id, created_at);
CREATE INDEX payments_by_state ON payments (state, updated_at);

-- Every call that changes something at Stripe: written before it is sent, its outcome after.
CREATE TABLE stripe_calls (
    idempotency_key TEXT PRIMARY KEY,
    payment TEXT NOT NULL REFERENCES payments (id),
    operation TEXT NOT NULL,
    -- What tells one call of an operation from another, like the PaymentMethod of a confirm.
    subject TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    form TEXT NOT NULL,
    -- SHA-256 of method, path and form.
    fingerprint TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    answered_at BIGINT,
    -- 'succeeded', 'refused', 'not_sent'; none while it is unknown.
    outcome TEXT,
    http_status BIGINT,
    error_code TEXT,
    request_id TEXT,
    object TEXT
);
CREATE INDEX stripe_calls_by_payment ON stripe_calls (payment, sent_at);

-- What happened to an order and who said so; rows are only ever added.
CREATE TABLE order_events (
    order_id TEXT NOT NULL REFERENCES orders (id),
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- JSON, of the kind's own shape.
    detail TEXT NOT NULL,
    PRIMARY KEY (order_id, sequence)
);
