//! `GET /v1/charges`

use super::Charge;
use crate::form::Form;
use crate::{ApiQuery, ChargeId, CustomerId, List, PaymentIntentId};

/// Reads charges, newest first.
#[derive(Debug, Clone, Default)]
pub struct ListCharges {
    /// Only the attempts of this intent.
    pub payment_intent: Option<PaymentIntentId>,
    /// Only those created at this Unix time (seconds) or later.
    pub created_from: Option<i64>,
    /// Only those created before this Unix time (seconds).
    pub created_before: Option<i64>,
    /// Only those of this customer.
    pub customer: Option<CustomerId>,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this charge, towards older ones.
    pub starting_after: Option<ChargeId>,
    /// Fields to answer as objects, such as `data.payment_intent`.
    pub expand: Vec<String>,
}

impl ListCharges {
    /// The call.
    pub fn request(&self) -> ApiQuery<List<Charge>> {
        let mut form = Form::default();
        form.put_some("payment_intent", self.payment_intent.as_ref());
        form.put_some("created[gte]", self.created_from);
        form.put_some("created[lt]", self.created_before);
        form.put_some("customer", self.customer.as_ref());
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        form.put_list("expand", &self.expand);
        ApiQuery::get("/v1/charges".to_owned(), form)
    }
}
