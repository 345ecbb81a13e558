//! The name of an account in the store.

use uuid::Uuid;

/// Which account. It opens nothing: who holds it has not logged in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// A new one, later in order than those before it.
    pub(crate) fn generate() -> AccountId {
        AccountId(Uuid::now_v7().to_string())
    }

    /// As a column holds it.
    pub(crate) fn from_stored(text: String) -> AccountId {
        AccountId(text)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
