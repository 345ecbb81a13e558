//! Disputes: a customer's bank takes a charge back.

mod list;
mod retrieve;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use list::ListDisputes;
pub use retrieve::RetrieveDispute;

use crate::wire_enum::open_enum;
use crate::{Charge, DisputeId, Expandable, PaymentIntent, StripeObject};

/// A charge that the customer's bank takes back, or asks about.
#[derive(Debug, Clone, Deserialize)]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// How much, in the smallest unit of the currency; may differ from the charge.
    pub amount: i64,
    /// Three letters, lower case.
    pub currency: String,
    /// Where it stands.
    pub status: DisputeStatus,
    /// Why, such as `fraudulent`, `product_not_received`, `general`.
    pub reason: String,
    /// The charge, expandable.
    pub charge: Expandable<Charge>,
    /// The intent of that charge, expandable.
    pub payment_intent: Option<Expandable<PaymentIntent>>,
    /// Whether a refund can still settle it.
    #[serde(default)]
    pub is_charge_refundable: bool,
    /// Until when the owner may answer.
    pub evidence_details: Option<EvidenceDetails>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// Unix time in seconds.
    pub created: i64,
    /// Whether the money is real.
    pub livemode: bool,
}

impl StripeObject for Dispute {
    type Id = DisputeId;

    fn id(&self) -> &DisputeId {
        &self.id
    }
}

open_enum! {
    /// Where a dispute stands. The `warning` ones are inquiries: no money has moved yet.
    DisputeStatus {
        /// The bank asks; the owner has to answer.
        WarningNeedsResponse = "warning_needs_response",
        /// The bank looks at the answer to its question.
        WarningUnderReview = "warning_under_review",
        /// The bank asked, and left it at that.
        WarningClosed = "warning_closed",
        /// The money is gone; the owner may answer.
        NeedsResponse = "needs_response",
        /// The bank looks at the answer.
        UnderReview = "under_review",
        /// The money came back.
        Won = "won",
        /// The money stays gone.
        Lost = "lost",
        /// Settled before it became one.
        Prevented = "prevented",
    }
}

/// What is known of the owner's answer to a dispute.
#[derive(Debug, Clone, Deserialize)]
pub struct EvidenceDetails {
    /// Until when the bank takes an answer, Unix time in seconds.
    pub due_by: Option<i64>,
    /// Whether there is one.
    #[serde(default)]
    pub has_evidence: bool,
    /// Whether the time for it is over.
    #[serde(default)]
    pub past_due: bool,
}
