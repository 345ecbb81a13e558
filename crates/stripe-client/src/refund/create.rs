//! `POST /v1/refunds`

use std::collections::BTreeMap;

use super::Refund;
use crate::form::Form;
use crate::wire_enum::closed_enum;
use crate::{ApiRequest, ChargeId, PaymentIntentId};

closed_enum! {
    /// The reasons that a shop may give for a refund.
    RefundReason {
        /// It was charged twice.
        Duplicate = "duplicate",
        /// It was fraud; the card goes on the block list.
        Fraudulent = "fraudulent",
        /// The customer asked for it.
        RequestedByCustomer = "requested_by_customer",
    }
}

/// What is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundTarget {
    /// The money of a payment intent.
    PaymentIntent(PaymentIntentId),
    /// The money of a charge.
    Charge(ChargeId),
}

/// Gives money back.
#[derive(Debug, Clone)]
pub struct CreateRefund {
    /// What is given back.
    pub target: RefundTarget,
    /// How much of it, in the smallest unit of its currency; all that is left, when empty.
    pub amount: Option<i64>,
    /// Why.
    pub reason: Option<RefundReason>,
    /// What the shop writes on it: at most 50 keys of 40 characters, values of 500.
    pub metadata: BTreeMap<String, String>,
    /// Fields to answer as objects, such as `charge`.
    pub expand: Vec<String>,
}

impl CreateRefund {
    /// Gives back all that is left of `target`.
    #[must_use]
    pub fn new(target: RefundTarget) -> Self {
        Self {
            target,
            amount: None,
            reason: None,
            metadata: BTreeMap::new(),
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<Refund> {
        let mut form = Form::default();
        match &self.target {
            RefundTarget::PaymentIntent(id) => form.put("payment_intent", id),
            RefundTarget::Charge(id) => form.put("charge", id),
        }
        form.put_some("amount", self.amount);
        form.put_some("reason", self.reason);
        form.put_map("metadata", &self.metadata);
        form.put_list("expand", &self.expand);
        ApiRequest::post("/v1/refunds".to_owned(), form)
    }
}
