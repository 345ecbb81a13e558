//! Client secrets, with which this browser may finish one payment, or saving one card.

use std::fmt;

/// A payment intent's client secret. Whoever holds it can see and finish the payment: keep it in memory only, out
/// of addresses, storage and logs. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

/// A text that is not the client secret of a payment intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the client secret of a payment intent")]
pub struct InvalidClientSecret;

impl ClientSecret {
    /// Reads a client secret, `pi_..._secret_...`.
    ///
    /// # Errors
    /// [`InvalidClientSecret`] for anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidClientSecret> {
        if is_secret_of("pi_", text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidClientSecret)
        }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// A setup intent's client secret. Whoever holds it can finish saving the card: keep it in memory only. `Debug` prints
/// nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct SetupClientSecret(String);

/// A text that is not the client secret of a setup intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the client secret of a setup intent")]
pub struct InvalidSetupClientSecret;

impl SetupClientSecret {
    /// Reads a client secret, `seti_..._secret_...`.
    ///
    /// # Errors
    /// [`InvalidSetupClientSecret`] for anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidSetupClientSecret> {
        if is_secret_of("seti_", text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidSetupClientSecret)
        }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SetupClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SetupClientSecret(..)")
    }
}

/// Whether it is an id that begins with `prefix`, and the secret of what has that id.
fn is_secret_of(prefix: &str, text: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    let parts = text
        .split_once("_secret_")
        .and_then(|(id, secret)| Some((id.strip_prefix(prefix)?, secret)));
    parts.is_some_and(|(id, secret)| word(id) && word(secret))
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_secret_names_its_intent() {
        assert!(ClientSecret::parse("pi_3Nab_secret_x9").is_ok());
        for text in [
            "",
            "pi_1",
            "pi__secret_x",
            "pi_1_secret_",
            "seti_1_secret_x",
            "pi_1_secret_a b",
        ] {
            assert_eq!(
                ClientSecret::parse(text).err(),
                Some(InvalidClientSecret),
                "{text}"
            );
        }
    }

    #[test]
    fn secrets_of_payments_and_of_cards_are_told_apart() {
        assert!(SetupClientSecret::parse("seti_3Nab_secret_x9").is_ok());
        for text in [
            "pi_1_secret_x",
            "seti_1",
            "seti__secret_x",
            "seti_1_secret_",
        ] {
            let refused = SetupClientSecret::parse(text).err();
            assert_eq!(refused, Some(InvalidSetupClientSecret), "{text}");
        }
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        let secret = ClientSecret::parse("pi_1_secret_hidden").map(|it| format!("{it:?}"));
        assert_eq!(secret.as_deref(), Ok("ClientSecret(..)"));
    }
}
