-- Customers' accounts, the mails that the shop sends, and what ties orders and payments to an account.

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    -- As it was typed; mail goes there. It is proved: nobody has an account without having opened a link that went there.
    email TEXT NOT NULL,
    -- The same in lower case: one account an address.
    email_key TEXT NOT NULL UNIQUE,
    -- Hash of the password by argon2id, in PHC's form.
    password TEXT NOT NULL,
    locale TEXT NOT NULL,
    -- Stripe's Customer; none until one is needed, and again when Stripe no longer knows it.
    customer TEXT UNIQUE,
    -- How many Customers were begun for the account, for the idempotency key of the next.
    customers_begun BIGINT NOT NULL DEFAULT 0,
    -- When a Customer was begun whose answer is not known yet (Unix milliseconds).
    customer_begun_at BIGINT,
    -- The address that Stripe has, to see when it has to be told of another.
    customer_email TEXT,
    -- Goes up before and after each change of the saved cards, so that no process shows cards from before it.
    cards_revision BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- For what is left to tell Stripe: a query has these conditions word for word.
CREATE INDEX accounts_with_begun_customers ON accounts (customer_begun_at) WHERE customer IS NULL;
CREATE INDEX accounts_with_other_addresses ON accounts (id)
    WHERE customer IS NOT NULL AND COALESCE(customer_email, '') <> email;

-- Customers of accounts that were deleted, until Stripe has deleted them too.
CREATE TABLE departed_customers (
    customer TEXT PRIMARY KEY,
    departed_at BIGINT NOT NULL
);

-- Customers whose cards are to be looked through: one that was kept as it paid may be there twice.
CREATE TABLE wallets_to_look_through (
    customer TEXT PRIMARY KEY,
    since BIGINT NOT NULL
);

CREATE TABLE sessions (
    -- SHA-256 of the cookie's token: who reads the table cannot take over a session.
    id TEXT PRIMARY KEY,
    -- What names it in its owner's list; it opens nothing.
    handle TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    user_agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account, seen_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Links that went out by mail; each serves once.
CREATE TABLE mail_links (
    -- SHA-256 of the link's token.
    id TEXT PRIMARY KEY,
    -- 'register', 'reset' or 'email'.
    purpose TEXT NOT NULL,
    -- None for who registers.
    account TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    -- The address that opening the link proves, and the same in lower case.
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX mail_links_by_address ON mail_links (email_key, purpose);
CREATE INDEX mail_links_by_expiry ON mail_links (expires_at);

-- What counts against a limit: failed passwords and mails asked for, by a hash of the address that was typed, whether or not
-- there is an account.
CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    -- SHA-256 of kind and address.
    subject TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX attempts_by_subject ON attempts (subject, at);
CREATE INDEX attempts_by_time ON attempts (at);

CREATE TABLE addresses (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- PostalAddress as JSON.
    address TEXT NOT NULL,
    -- 1 for the one that the checkout begins with.
    is_default BIGINT NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX addresses_by_account ON addresses (account, created_at);

-- Mails: written in the transaction of what they tell of, sent after it.
CREATE TABLE mails (
    id TEXT PRIMARY KEY,
    -- What the mail is about, so that it is written once: an order and the number of its event, for example.
    occasion TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    locale TEXT NOT NULL,
    -- Letter as JSON; empty once the mail is sent, because letters hold links.
    letter TEXT NOT NULL,
    -- 'waiting', 'sent' or 'parked'.
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- When it is sent next, while it waits (Unix milliseconds); a worker that takes it moves this on.
    due_at BIGINT NOT NULL,
    error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mails_by_due ON mails (state, due_at);

-- The account that the order belongs to; none for guests.
ALTER TABLE orders ADD COLUMN account TEXT REFERENCES accounts (id) ON DELETE SET NULL;
CREATE INDEX orders_by_account ON orders (account, created_at);
-- The address in lower case, for guests' orders that its owner claims.
ALTER TABLE orders ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
UPDATE orders SET email_key = lower(email);
CREATE INDEX orders_by_email ON orders (email_key);
-- 1 when its account was deleted: nobody claims it, and no form begins with what it says.
ALTER TABLE orders ADD COLUMN account_deleted BIGINT NOT NULL DEFAULT 0 CHECK (account_deleted IN (0, 1));

-- Stripe's Customer that the payment's intent was created with.
ALTER TABLE payments ADD COLUMN customer TEXT;

-- Whose cart it is; none for guests, whose cookie opens it. A cart that has an owner is opened by the owner's session alone.
ALTER TABLE carts ADD COLUMN account TEXT REFERENCES accounts (id) ON DELETE CASCADE;
-- Since when (Unix milliseconds). The account's cart is the one that it has had for longest; what it got later is put into that
-- one, as soon as no two payments stand against it.
ALTER TABLE carts ADD COLUMN account_since BIGINT;
CREATE INDEX carts_by_account ON carts (account, account_since);
