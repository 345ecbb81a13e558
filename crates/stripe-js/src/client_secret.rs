//! The client secret, with which this browser may finish one payment.

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
        let (intent, secret) = text.split_once("_secret_").ok_or(InvalidClientSecret)?;
        let id = intent.strip_prefix("pi_").ok_or(InvalidClientSecret)?;
        let word = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        if word(id) && word(secret) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidClientSecret)
        }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
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
    fn debug_shows_nothing_of_it() {
        let secret = ClientSecret::parse("pi_1_secret_hidden").map(|it| format!("{it:?}"));
        assert_eq!(secret.as_deref(), Ok("ClientSecret(..)"));
    }
}
