//! A number for each request, so that a customer's complaint can be found in the log.

use std::sync::{
    LazyLock,
    atomic::{AtomicU64, Ordering},
};

use axum::http::{HeaderName, HeaderValue};

/// The header in which the number is sent back.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Odd, so that stepping by it meets every number once; large, so that neighbours look different (2^64 / golden ratio).
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Random at start, so that processes do not repeat each other's.
static NEXT: LazyLock<AtomicU64> = LazyLock::new(|| AtomicU64::new(rand::random()));

/// The next request's id: 16 hexadecimal digits. Cheaper than a UUID, because every answer carries one.
pub(crate) fn next() -> HeaderValue {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let number = NEXT.fetch_add(STEP, Ordering::Relaxed);
    let mut text = [0; 16];
    for (place, digit) in text.iter_mut().rev().enumerate() {
        *digit = DIGITS[(number >> (4 * place)) as usize & 0xf];
    }
    HeaderValue::from_bytes(&text).unwrap_or_else(|_| HeaderValue::from_static("0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_and_are_sixteen_digits() {
        let (first, second) = (next(), next());
        assert_ne!(first, second);
        let text = first.to_str().expect("text");
        assert!(
            text.len() == 16 && u64::from_str_radix(text, 16).is_ok(),
            "{text}"
        );
    }
}
