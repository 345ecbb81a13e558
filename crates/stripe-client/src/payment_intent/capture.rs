//! `POST /v1/payment_intents/{intent}/capture`

use super::PaymentIntent;
use crate::form::Form;
use crate::{ApiRequest, PaymentIntentId};

/// Takes an authorised amount. What is left of it goes back to the customer.
#[derive(Debug, Clone)]
pub struct CapturePaymentIntent {
    /// Which intent.
    pub intent: PaymentIntentId,
    /// How much, in the smallest unit of its currency; all that was authorised, when empty.
    pub amount_to_capture: Option<i64>,
    /// Fields to answer as objects, such as `latest_charge`.
    pub expand: Vec<String>,
}

impl CapturePaymentIntent {
    /// Takes all of `intent`.
    #[must_use]
    pub fn new(intent: PaymentIntentId) -> Self {
        Self {
            intent,
            amount_to_capture: None,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<PaymentIntent> {
        let mut form = Form::default();
        form.put_some("amount_to_capture", self.amount_to_capture);
        form.put_list("expand", &self.expand);
        ApiRequest::post(format!("/v1/payment_intents/{}/capture", self.intent), form)
    }
}
