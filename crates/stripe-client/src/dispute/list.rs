//! `GET /v1/disputes`

use super::Dispute;
use crate::form::Form;
use crate::{ApiQuery, ChargeId, DisputeId, List, PaymentIntentId};

/// Reads disputes, newest first.
#[derive(Debug, Clone, Default)]
pub struct ListDisputes {
    /// Only those of this charge.
    pub charge: Option<ChargeId>,
    /// Only those of this intent.
    pub payment_intent: Option<PaymentIntentId>,
    /// Only those created at this Unix time (seconds) or later.
    pub created_from: Option<i64>,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this dispute, towards older ones.
    pub starting_after: Option<DisputeId>,
    /// Fields to answer as objects, such as `data.charge`.
    pub expand: Vec<String>,
}

impl ListDisputes {
    /// The call.
    pub fn request(&self) -> ApiQuery<List<Dispute>> {
        let mut form = Form::default();
        form.put_some("charge", self.charge.as_ref());
        form.put_some("payment_intent", self.payment_intent.as_ref());
        form.put_some("created[gte]", self.created_from);
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        form.put_list("expand", &self.expand);
        ApiQuery::get("/v1/disputes".to_owned(), form)
    }
}
