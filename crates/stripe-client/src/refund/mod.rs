//! Refunds: money on its way back.

mod cancel;
mod create;
mod list;
mod retrieve;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use cancel::CancelRefund;
pub use create::{CreateRefund, RefundReason, RefundTarget};
pub use list::ListRefunds;
pub use retrieve::RetrieveRefund;

use crate::wire_enum::open_enum;
use crate::{Charge, Expandable, PaymentIntent, RefundId, StripeObject};

/// Money on its way back to a customer.
#[derive(Debug, Clone, Deserialize)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// How much, in the smallest unit of the currency.
    pub amount: i64,
    /// Three letters, lower case.
    pub currency: String,
    /// Where it stands; empty for very old ones.
    pub status: Option<RefundStatus>,
    /// Why it was made: one of [`RefundReason`], or `expired_uncaptured_charge`.
    pub reason: Option<String>,
    /// Why it failed, if it did, such as `lost_or_stolen_card`, `expired_or_canceled_card`, `insufficient_funds`.
    pub failure_reason: Option<String>,
    /// The charge it gives back, expandable.
    pub charge: Option<Expandable<Charge>>,
    /// The intent of that charge, expandable.
    pub payment_intent: Option<Expandable<PaymentIntent>>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: Option<BTreeMap<String, String>>,
    /// Unix time in seconds.
    pub created: i64,
}

impl StripeObject for Refund {
    type Id = RefundId;

    fn id(&self) -> &RefundId {
        &self.id
    }
}

open_enum! {
    /// Where a refund stands.
    RefundStatus {
        /// On its way.
        Pending = "pending",
        /// Waits for the customer.
        RequiresAction = "requires_action",
        /// Sent back. It can still fail later.
        Succeeded = "succeeded",
        /// It came back to the shop's balance.
        Failed = "failed",
        /// Called off.
        Canceled = "canceled",
    }
}
