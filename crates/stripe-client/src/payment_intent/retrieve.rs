//! `GET /v1/payment_intents/{intent}`

use super::PaymentIntent;
use crate::form::Form;
use crate::{ApiQuery, PaymentIntentId};

/// Reads one payment intent.
#[derive(Debug, Clone)]
pub struct RetrievePaymentIntent {
    /// Which intent.
    pub intent: PaymentIntentId,
    /// Fields to answer as objects, such as `latest_charge`.
    pub expand: Vec<String>,
}

impl RetrievePaymentIntent {
    /// Reads `intent` with nothing expanded.
    #[must_use]
    pub fn new(intent: PaymentIntentId) -> Self {
        Self {
            intent,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<PaymentIntent> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiQuery::get(format!("/v1/payment_intents/{}", self.intent), form)
    }
}
