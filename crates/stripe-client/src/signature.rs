//! The `Stripe-Signature` header: `t=UNIX,v1=HEX[,v1=HEX...]`, HMAC-SHA256 over `t`, a dot and the raw body.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use data_encoding::HEXLOWER_PERMISSIVE;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de};
use sha2::Sha256;

use crate::KeyError;

/// How far a signature's time may lie from ours: what Stripe's own libraries allow.
pub const SIGNATURE_TOLERANCE: Duration = Duration::from_secs(300);

/// A webhook endpoint's signing secret (`whsec_...`). `Debug` prints nothing of it.
#[derive(Clone)]
pub struct WebhookSecret(SecretString);

impl WebhookSecret {
    /// Reads a secret, surrounding white space aside.
    ///
    /// # Errors
    /// [`KeyError`] when the text is an API key or not a secret of Stripe's.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        match text.strip_prefix("whsec_") {
            Some(rest) if !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic()) => {
                Ok(Self(text.to_owned().into()))
            }
            _ => Err(KeyError::NotWebhookSecret),
        }
    }
}

impl<'de> Deserialize<'de> for WebhookSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(..)")
    }
}

/// Why a webhook's signature is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The header cannot be read, or has no `v1` signature.
    #[error("the Stripe-Signature header cannot be read")]
    Malformed,
    /// No signature fits any of the secrets: forged, altered on the way, or signed with a secret that is not ours.
    #[error("no signature fits the webhook secret")]
    NoMatch,
    /// Rightly signed, but farther from `now` than is tolerated: replayed, or a clock is wrong.
    #[error("the signature is too old, or from the future")]
    OutsideTolerance,
}

/// Checks that `body`, the raw bytes as they came, was signed for one of `secrets` within `tolerance` of `now`;
/// [`SIGNATURE_TOLERANCE`] is usual. Any matching `v1` counts, and any secret, so that both sides can rotate.
///
/// # Errors
/// [`SignatureError`]; answer 400 and do not read the body.
pub fn verify_signature(
    body: &[u8],
    header: &str,
    secrets: &[WebhookSecret],
    now: SystemTime,
    tolerance: Duration,
) -> Result<(), SignatureError> {
    let mut time = None;
    let mut signatures = Vec::new();
    for item in header.split(',') {
        match item.trim().split_once('=') {
            Some(("t", value)) => time = Some(value),
            Some(("v1", value)) => signatures.extend(HEXLOWER_PERMISSIVE.decode(value.as_bytes())),
            _ => {}
        }
    }
    let time = time.ok_or(SignatureError::Malformed)?;
    let signed_at: u64 = time.parse().map_err(|_| SignatureError::Malformed)?;
    if signatures.is_empty() {
        return Err(SignatureError::Malformed);
    }
    let fits = secrets.iter().any(|secret| {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.0.expose_secret().as_bytes())
            .expect("HMAC takes keys of any length");
        mac.update(time.as_bytes());
        mac.update(b".");
        mac.update(body);
        signatures
            .iter()
            .any(|signature| mac.clone().verify_slice(signature).is_ok())
    });
    if !fits {
        return Err(SignatureError::NoMatch);
    }
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if now.abs_diff(signed_at) > tolerance.as_secs() {
        return Err(SignatureError::OutsideTolerance);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const BODY: &[u8] = br#"{"id":"evt_1"}"#;
    const TIME: u64 = 1_700_000_000;
    // printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_current
    const SIGNATURE: &str = "bc6a132fc01c69791c7ac73bdc58c357268043ed931f408bd3446c5a0f8196f8";

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::parse(text).unwrap()
    }

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn verify(header: &str, secrets: &[&str], now: u64) -> Result<(), SignatureError> {
        let secrets: Vec<_> = secrets.iter().map(|text| secret(text)).collect();
        verify_signature(BODY, header, &secrets, at(now), SIGNATURE_TOLERANCE)
    }

    #[test]
    fn stripes_signature_is_accepted() {
        let header = format!("t={TIME},v1={SIGNATURE}");
        assert_eq!(verify(&header, &["whsec_current"], TIME), Ok(()));
    }

    #[test]
    fn any_matching_signature_and_any_secret_count() {
        let other = "00".repeat(32);
        let header = format!("t={TIME},v1={other},v1={SIGNATURE},v0={other}");
        assert_eq!(
            verify(&header, &["whsec_next", "whsec_current"], TIME),
            Ok(())
        );
    }

    #[test]
    fn another_secret_body_or_time_does_not_match() {
        let header = format!("t={TIME},v1={SIGNATURE}");
        assert_eq!(
            verify(&header, &["whsec_other"], TIME),
            Err(SignatureError::NoMatch)
        );
        assert_eq!(verify(&header, &[], TIME), Err(SignatureError::NoMatch));
        assert_eq!(
            verify_signature(
                b"{}",
                &header,
                &[secret("whsec_current")],
                at(TIME),
                SIGNATURE_TOLERANCE
            ),
            Err(SignatureError::NoMatch)
        );
        let later = format!("t={},v1={SIGNATURE}", TIME + 1);
        assert_eq!(
            verify(&later, &["whsec_current"], TIME),
            Err(SignatureError::NoMatch)
        );
    }

    #[test]
    fn five_minutes_either_way_are_tolerated_and_no_more() {
        let header = format!("t={TIME},v1={SIGNATURE}");
        for now in [TIME - 300, TIME + 300] {
            assert_eq!(verify(&header, &["whsec_current"], now), Ok(()));
        }
        for now in [TIME - 301, TIME + 301] {
            let verdict = verify(&header, &["whsec_current"], now);
            assert_eq!(verdict, Err(SignatureError::OutsideTolerance));
        }
    }

    #[test]
    fn another_tolerance_can_be_asked_for() {
        let header = format!("t={TIME},v1={SIGNATURE}");
        let verify = |now, tolerance| {
            verify_signature(
                BODY,
                &header,
                &[secret("whsec_current")],
                at(now),
                Duration::from_secs(tolerance),
            )
        };
        assert_eq!(verify(TIME + 10, 10), Ok(()));
        assert_eq!(verify(TIME + 11, 10), Err(SignatureError::OutsideTolerance));
        assert_eq!(verify(TIME + 900, 900), Ok(()));
    }

    #[test]
    fn an_unreadable_header_is_malformed() {
        for header in [
            String::new(),
            "t=1700000000".to_owned(),
            format!("v1={SIGNATURE}"),
            format!("t=soon,v1={SIGNATURE}"),
            format!("t={TIME},v1=nothex"),
            format!("t={TIME},v0={SIGNATURE}"),
        ] {
            let verdict = verify(&header, &["whsec_current"], TIME);
            assert_eq!(verdict, Err(SignatureError::Malformed), "{header}");
        }
    }

    #[test]
    fn a_secret_starts_with_whsec() {
        for wrong in ["", "whsec_", "sk_test_1", "whsec_a b"] {
            assert!(WebhookSecret::parse(wrong).is_err(), "{wrong}");
        }
        assert!(!format!("{:?}", secret("whsec_hidden")).contains("hidden"));
    }
}
