//! API keys: what tells a secret key from a publishable one, and test mode from live mode.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// Which of Stripe's two worlds a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// No money moves.
    Test,
    /// Real money.
    Live,
}

/// Why a text is not the key that was asked for. Never holds the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A publishable key where the secret one belongs.
    #[error("this is a publishable key (pk_...): the secret key (sk_... or rk_...) belongs here")]
    PublishableForSecret,
    /// A secret or restricted key where the publishable one belongs. It would have reached browsers.
    #[error(
        "this is a secret key (sk_... or rk_...): the publishable key (pk_...) belongs here, and \
         if this one was ever published, roll it in Stripe's dashboard"
    )]
    SecretForPublishable,
    /// A webhook signing secret.
    #[error("this is a webhook signing secret (whsec_...), not an API key")]
    WebhookSecret,
    /// Something else where a webhook signing secret belongs.
    #[error("a webhook signing secret starts with whsec_")]
    NotWebhookSecret,
    /// Nothing, or something that Stripe would not have issued.
    #[error(
        "this is not a Stripe API key: one starts with sk_test_, sk_live_, rk_test_, rk_live_, \
         pk_test_ or pk_live_, and goes on in letters, digits and underscores"
    )]
    Malformed,
}

#[derive(PartialEq)]
enum Kind {
    Secret,
    Publishable,
}

fn classify(text: &str) -> Result<(Kind, Mode), KeyError> {
    if text.starts_with("whsec_") {
        return Err(KeyError::WebhookSecret);
    }
    let (kind, rest) = match text.split_once('_') {
        Some(("sk" | "rk", rest)) => (Kind::Secret, rest),
        Some(("pk", rest)) => (Kind::Publishable, rest),
        _ => return Err(KeyError::Malformed),
    };
    let (mode, rest) = match rest.split_once('_') {
        Some(("test", rest)) => (Mode::Test, rest),
        Some(("live", rest)) => (Mode::Live, rest),
        _ => return Err(KeyError::Malformed),
    };
    let well_formed =
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if well_formed {
        Ok((kind, mode))
    } else {
        Err(KeyError::Malformed)
    }
}

/// A secret or restricted API key (`sk_`, `rk_`). `Debug` prints nothing of it.
#[derive(Clone)]
pub struct SecretKey {
    text: SecretString,
    mode: Mode,
}

impl SecretKey {
    /// Reads a key, surrounding white space aside.
    ///
    /// # Errors
    /// [`KeyError`] when the text is another kind of key or none.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        match classify(text)? {
            (Kind::Secret, mode) => Ok(Self {
                text: text.to_owned().into(),
                mode,
            }),
            (Kind::Publishable, _) => Err(KeyError::PublishableForSecret),
        }
    }

    /// Whether the key moves real money.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    pub(crate) fn expose(&self) -> &str {
        self.text.expose_secret()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// A publishable API key (`pk_`), which may stand in a page. `Debug` prints nothing of it all the same.
#[derive(Clone, PartialEq, Eq)]
pub struct PublishableKey {
    text: String,
    mode: Mode,
}

impl PublishableKey {
    /// Reads a key, surrounding white space aside.
    ///
    /// # Errors
    /// [`KeyError`] when the text is another kind of key or none.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        match classify(text)? {
            (Kind::Publishable, mode) => Ok(Self {
                text: text.to_owned(),
                mode,
            }),
            (Kind::Secret, _) => Err(KeyError::SecretForPublishable),
        }
    }

    /// The key, for the page that loads Stripe.js.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the key belongs to real money.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
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
    fn a_key_of_the_wrong_kind_is_refused_and_named() {
        assert_eq!(
            SecretKey::parse("pk_test_abc").err(),
            Some(KeyError::PublishableForSecret)
        );
        for secret in ["sk_test_abc", "rk_live_abc"] {
            assert_eq!(
                PublishableKey::parse(secret).err(),
                Some(KeyError::SecretForPublishable)
            );
        }
        assert_eq!(
            SecretKey::parse("whsec_abc").err(),
            Some(KeyError::WebhookSecret)
        );
    }

    #[test]
    fn what_is_no_key_at_all_is_refused() {
        for text in [
            "",
            "sk",
            "sk_",
            "sk_test_",
            "sk_prod_abc",
            "sk_test_a b",
            "hello_test_x",
        ] {
            assert_eq!(
                SecretKey::parse(text).err(),
                Some(KeyError::Malformed),
                "{text}"
            );
        }
    }

    #[test]
    fn restricted_keys_are_secret_keys_and_the_mode_is_read() {
        let key = SecretKey::parse(" rk_live_abc_1\n").expect("a restricted key");
        assert_eq!(key.mode(), Mode::Live);
        assert_eq!(key.expose(), "rk_live_abc_1");
        let key = PublishableKey::parse("pk_test_abc").expect("a publishable key");
        assert_eq!((key.mode(), key.as_str()), (Mode::Test, "pk_test_abc"));
    }

    #[test]
    fn debug_shows_no_key() {
        let secret = SecretKey::parse("sk_test_hidden").expect("a secret key");
        let publishable = PublishableKey::parse("pk_test_hidden").expect("a publishable key");
        assert!(!format!("{secret:?}{publishable:?}").contains("hidden"));
    }
}
