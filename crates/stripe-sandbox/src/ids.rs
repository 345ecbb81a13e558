//! Random identifiers and secrets in Stripe's form: a prefix and letters and digits.

use rand::RngExt;
use rand::distr::Alphanumeric;

/// A new object id, e.g. `pi_` and 24 letters and digits.
pub(crate) fn object(prefix: &str) -> String {
    random(&format!("{prefix}_"), 24)
}

/// The client secret of an object: its id, `_secret_` and 25 letters and digits.
pub(crate) fn client_secret(id: &str) -> String {
    random(&format!("{id}_secret_"), 25)
}

/// A new id of a Checkout Session. Who knows it may pay it.
pub(crate) fn checkout_session() -> String {
    random("cs_test_", 58)
}

/// A new request id, as in the `Request-Id` header.
pub(crate) fn request() -> String {
    random("req_", 14)
}

/// A new secret with which the webhooks of an endpoint are signed.
pub(crate) fn webhook_secret() -> String {
    random("whsec_", 32)
}

fn random(prefix: &str, length: usize) -> String {
    let mut id = String::with_capacity(prefix.len() + length);
    id.push_str(prefix);
    id.extend(
        rand::rng()
            .sample_iter(Alphanumeric)
            .take(length)
            .map(char::from),
    );
    id
}
