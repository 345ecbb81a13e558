//! Stripe's events: taking them in, handling them, and what each type of them does.

mod every_type;
mod handling;
mod receiving;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::bench::Delivered;

/// The header that Stripe would send with `body` at `time` (Unix seconds).
fn signature(secret: &str, time: i64, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.").as_bytes());
    mac.update(body);
    let signature = data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes());
    format!("t={time},v1={signature}")
}

fn now() -> i64 {
    shop::clock::now() / 1000
}

/// The event with another body, signed as Stripe signs.
fn resigned(event: &Delivered, body: Vec<u8>, secret: &str) -> Delivered {
    Delivered {
        signature: signature(secret, now(), &body),
        body,
        ..event.clone()
    }
}
