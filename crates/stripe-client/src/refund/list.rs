//! `GET /v1/refunds`

use super::Refund;
use crate::form::Form;
use crate::{ApiQuery, ChargeId, List, PaymentIntentId, RefundId};

/// Reads refunds, newest first.
#[derive(Debug, Clone, Default)]
pub struct ListRefunds {
    /// Only those of this charge.
    pub charge: Option<ChargeId>,
    /// Only those of this intent.
    pub payment_intent: Option<PaymentIntentId>,
    /// Only those created at this Unix time (seconds) or later.
    pub created_from: Option<i64>,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this refund, towards older ones.
    pub starting_after: Option<RefundId>,
    /// Fields to answer as objects, such as `data.charge`.
    pub expand: Vec<String>,
}

impl ListRefunds {
    /// The call.
    pub fn request(&self) -> ApiQuery<List<Refund>> {
        let mut form = Form::default();
        form.put_some("charge", self.charge.as_ref());
        form.put_some("payment_intent", self.payment_intent.as_ref());
        form.put_some("created[gte]", self.created_from);
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        form.put_list("expand", &self.expand);
        ApiQuery::get("/v1/refunds".to_owned(), form)
    }
}
