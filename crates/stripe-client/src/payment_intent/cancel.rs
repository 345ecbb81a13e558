//! `POST /v1/payment_intents/{intent}/cancel`

use super::PaymentIntent;
use crate::form::Form;
use crate::wire_enum::closed_enum;
use crate::{ApiRequest, PaymentIntentId};

closed_enum! {
    /// The reasons that a shop may give for cancelling.
    CancelReason {
        /// The customer went away.
        Abandoned = "abandoned",
        /// It was there twice.
        Duplicate = "duplicate",
        /// It looked like fraud.
        Fraudulent = "fraudulent",
        /// The customer asked for it.
        RequestedByCustomer = "requested_by_customer",
    }
}

/// Ends a payment that is not over, and gives an authorised amount back.
#[derive(Debug, Clone)]
pub struct CancelPaymentIntent {
    /// Which intent.
    pub intent: PaymentIntentId,
    /// Why.
    pub reason: Option<CancelReason>,
    /// Fields to answer as objects, such as `latest_charge`.
    pub expand: Vec<String>,
}

impl CancelPaymentIntent {
    /// Cancels `intent` without a reason.
    #[must_use]
    pub fn new(intent: PaymentIntentId) -> Self {
        Self {
            intent,
            reason: None,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<PaymentIntent> {
        let mut form = Form::default();
        form.put_some("cancellation_reason", self.reason);
        form.put_list("expand", &self.expand);
        ApiRequest::post(format!("/v1/payment_intents/{}/cancel", self.intent), form)
    }
}
