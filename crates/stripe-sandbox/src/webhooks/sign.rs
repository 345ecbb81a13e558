//! The `Stripe-Signature` header.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header for a body that is sent at `timestamp`, in seconds since 1970: one `v1` for each secret.
pub(super) fn header(timestamp: i64, body: &str, secrets: &[String]) -> String {
    let mut header = format!("t={timestamp}");
    for secret in secrets {
        let signature = hmac(secret, &[timestamp.to_string().as_str(), ".", body]);
        header.push_str(",v1=");
        header.push_str(&signature);
    }
    header
}

/// HMAC-SHA256 of the parts in a row, in hexadecimal digits.
pub(super) fn hmac(secret: &str, parts: &[&str]) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of every length");
    for part in parts {
        mac.update(part.as_bytes());
    }
    HEXLOWER.encode(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_signs_time_and_body() {
        // printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_one
        let secrets = ["whsec_one".to_owned(), "whsec_two".to_owned()];
        let header = header(1_700_000_000, r#"{"id":"evt_1"}"#, &secrets);
        assert_eq!(
            header,
            "t=1700000000,v1=401fbbceeb3818dc562ff77127ba1c62e47e24c9c6cde4d7a6eba85e32dbd058,v1=4fb9aa7e8a9678e685ef5c7eafa19ac1eb7c0564196cbe246ca08c2fd799eaf3"
        );
    }
}
