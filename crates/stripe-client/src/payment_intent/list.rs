//! `GET /v1/payment_intents`

use super::PaymentIntent;
use crate::form::Form;
use crate::{ApiQuery, CustomerId, List, PaymentIntentId};

/// Reads payment intents, newest first.
#[derive(Debug, Clone, Default)]
pub struct ListPaymentIntents {
    /// Only those created at this Unix time (seconds) or later.
    pub created_from: Option<i64>,
    /// Only those created before this Unix time (seconds).
    pub created_before: Option<i64>,
    /// Only those of this customer.
    pub customer: Option<CustomerId>,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this intent, towards older ones.
    pub starting_after: Option<PaymentIntentId>,
    /// The page before this intent, towards newer ones.
    pub ending_before: Option<PaymentIntentId>,
    /// Fields to answer as objects, such as `data.latest_charge`.
    pub expand: Vec<String>,
}

impl ListPaymentIntents {
    /// The call.
    pub fn request(&self) -> ApiQuery<List<PaymentIntent>> {
        let mut form = Form::default();
        form.put_some("created[gte]", self.created_from);
        form.put_some("created[lt]", self.created_before);
        form.put_some("customer", self.customer.as_ref());
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        form.put_some("ending_before", self.ending_before.as_ref());
        form.put_list("expand", &self.expand);
        ApiQuery::get("/v1/payment_intents".to_owned(), form)
    }
}
