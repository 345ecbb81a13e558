//! The key that may stand in a page, and the refusal of those that may not.

use std::fmt;

/// A publishable API key (`pk_test_...` or `pk_live_...`).
#[derive(Clone, PartialEq, Eq)]
pub struct PublishableKey(String);

/// Why a text is not a publishable key. Never holds the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A secret or restricted key. It must not be in a page at all: roll it.
    #[error(
        "a secret key (sk_... or rk_...) has no place in a browser: the publishable key (pk_...) belongs here"
    )]
    Secret,
    /// Nothing that Stripe would have issued.
    #[error("a publishable key starts with pk_test_ or pk_live_")]
    Malformed,
}

impl PublishableKey {
    /// Reads a key.
    ///
    /// # Errors
    /// [`KeyError`] when the text is a secret key, or no key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if text.starts_with("sk_") || text.starts_with("rk_") {
            return Err(KeyError::Secret);
        }
        let rest = text
            .strip_prefix("pk_test_")
            .or_else(|| text.strip_prefix("pk_live_"))
            .ok_or(KeyError::Malformed)?;
        let well_formed =
            !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(KeyError::Malformed)
        }
    }

    /// The key, as Stripe.js takes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PublishableKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublishableKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_key_is_refused_by_name() {
        for text in ["sk_test_1", "rk_live_1", "sk_"] {
            assert_eq!(PublishableKey::parse(text).err(), Some(KeyError::Secret));
        }
    }

    #[test]
    fn only_a_whole_publishable_key_is_one() {
        for text in [
            "",
            "pk_",
            "pk_test_",
            "pk_prod_1",
            "pk_test_a b",
            " pk_test_1",
        ] {
            assert_eq!(
                PublishableKey::parse(text).err(),
                Some(KeyError::Malformed),
                "{text}"
            );
        }
        for text in ["pk_test_1", "pk_live_aB_9"] {
            assert!(PublishableKey::parse(text).is_ok_and(|key| key.as_str() == text));
        }
    }
}
