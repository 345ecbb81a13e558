//! The client secret, with which a browser may finish one payment intent.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};

/// A client secret. Whoever holds it can see and finish the payment: it goes to the browser that pays, and
/// nowhere else. `Debug` prints nothing of it.
#[derive(Clone)]
pub struct ClientSecret(SecretString);

impl ClientSecret {
    /// The text, to be handed to the paying browser.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(..)")
    }
}

impl<'de> Deserialize<'de> for ClientSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(String::deserialize(deserializer)?.into()))
    }
}
