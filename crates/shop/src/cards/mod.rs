//! Customers at Stripe and the cards that they saved there. The shop keeps no card: what it shows is Stripe's list, asked
//! for by the account's own Customer and by nothing else.
//!
//! - `customer` makes an account's Customer once, finds it again, and forgets one that Stripe does not know.
//! - `wallet` is Stripe's list of an account's cards; `cache` keeps it for seconds.
//! - `save`, `make_default` and `remove` change it; `twins` keeps the newest of what is the same card.
//! - `upkeep` tells Stripe what changed here: e-mail addresses, and accounts that are gone.

mod cache;
mod customer;
mod make_default;
mod remove;
mod save;
mod twins;
mod upkeep;
mod wallet;

use commerce::payment::CardExpiry;
pub use stripe_client::{PaymentMethodId, SetupIntentId};

pub(crate) use cache::WalletCache;
pub(crate) use customer::{CustomerError, depart, is_unknown_customer};
pub(crate) use twins::have_looked_through;
pub(crate) use wallet::{Freshness, WalletError};

use crate::StoreError;

/// A card that an account has saved, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedCard {
    /// What names it at Stripe. It opens nothing: it is looked up among the account's own.
    pub id: PaymentMethodId,
    /// Such as `visa`, or `unknown`.
    pub brand: String,
    /// Its last four digits.
    pub last4: String,
    /// When it ends.
    pub expiry: CardExpiry,
    /// Whether that month is over.
    pub expired: bool,
    /// Whether its owner chose it to be the first.
    pub is_default: bool,
}

/// Something could not be done with an account's cards.
#[derive(Debug, thiserror::Error)]
pub enum CardsError {
    /// The store failed; trying again may help.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Stripe could not be asked, or did not do it; trying again may help.
    #[error("Stripe did not do what was asked with saved cards")]
    Unavailable,
    /// The account has no such card (any more).
    #[error("the account has no such card")]
    UnknownCard,
    /// The work was cut off.
    #[error("the work on saved cards was cut off")]
    Interrupted,
}

impl From<sqlx::Error> for CardsError {
    fn from(error: sqlx::Error) -> CardsError {
        CardsError::Store(error.into())
    }
}
