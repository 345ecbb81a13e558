//! What can go wrong with an account, beside what its owner is told.

use argon2::password_hash;

use crate::StoreError;

/// The work could not be finished; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The store failed; trying again may help.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A password could not be hashed, for want of memory or because the store holds no hash.
    #[error("a password could not be hashed: {0}")]
    Hashing(#[from] password_hash::Error),
    /// More passwords wait to be hashed than the machine can do in a while; trying again may help.
    #[error("too many passwords wait to be hashed")]
    Busy,
    /// The work was cut off.
    #[error("work on a password was cut off")]
    Interrupted,
}

impl From<sqlx::Error> for AccountsError {
    fn from(error: sqlx::Error) -> AccountsError {
        AccountsError::Store(error.into())
    }
}
