//! Balance transactions: what moved on the shop's balance at Stripe, fees included.

mod retrieve;

use serde::Deserialize;

pub use retrieve::RetrieveBalanceTransaction;

use crate::{BalanceTransactionId, StripeObject};

/// One movement of the shop's balance.
#[derive(Debug, Clone, Deserialize)]
pub struct BalanceTransaction {
    /// Its id.
    pub id: BalanceTransactionId,
    /// Before fees, in the smallest unit of the balance's currency; below zero when money leaves.
    pub amount: i64,
    /// What Stripe kept, in the same unit.
    pub fee: i64,
    /// What the balance moved by, in the same unit.
    pub net: i64,
    /// The balance's currency, three letters, lower case. It may be another than the charge's.
    pub currency: String,
    /// Such as `charge`, `refund`, `adjustment`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `pending` until the money can be paid out, then `available`.
    pub status: String,
    /// When it can be paid out, Unix time in seconds.
    pub available_on: i64,
    /// Unix time in seconds.
    pub created: i64,
}

impl StripeObject for BalanceTransaction {
    type Id = BalanceTransactionId;

    fn id(&self) -> &BalanceTransactionId {
        &self.id
    }
}
