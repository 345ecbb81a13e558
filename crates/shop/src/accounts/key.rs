//! The secret that the cookie of somebody logged in holds.

use std::fmt;

use crate::secret;

/// 256 random bits. Who has them is logged in, so the store keeps only their hash.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionKey(String);

impl SessionKey {
    /// A new one.
    pub(super) fn generate() -> SessionKey {
        SessionKey(secret::generate())
    }

    /// Reads a cookie's value; none when it is not one that this shop gives out.
    pub fn from_cookie(value: &str) -> Option<SessionKey> {
        secret::is_one(value).then(|| SessionKey(value.to_owned()))
    }

    /// The cookie's value: 43 letters, digits, hyphens and underscores.
    pub fn as_cookie(&self) -> &str {
        &self.0
    }

    /// The name under which the store keeps the session.
    pub(super) fn id(&self) -> String {
        secret::stored(&self.0)
    }
}

/// Prints nothing: the key opens the account.
impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey(…)")
    }
}
