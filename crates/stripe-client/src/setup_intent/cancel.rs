//! `POST /v1/setup_intents/{intent}/cancel`

use super::SetupIntent;
use crate::form::Form;
use crate::wire_enum::closed_enum;
use crate::{ApiRequest, SetupIntentId};

closed_enum! {
    /// The reasons that a shop may give for not saving a payment method after all.
    SetupCancelReason {
        /// The customer went away.
        Abandoned = "abandoned",
        /// It was there twice.
        Duplicate = "duplicate",
        /// The customer asked for it.
        RequestedByCustomer = "requested_by_customer",
    }
}

/// Ends a setup intent that is not over.
#[derive(Debug, Clone)]
pub struct CancelSetupIntent {
    /// Which setup intent.
    pub intent: SetupIntentId,
    /// Why.
    pub reason: Option<SetupCancelReason>,
}

impl CancelSetupIntent {
    /// Cancels `intent` without a reason.
    #[must_use]
    pub fn new(intent: SetupIntentId) -> Self {
        Self {
            intent,
            reason: None,
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<SetupIntent> {
        let mut form = Form::default();
        form.put_some("cancellation_reason", self.reason);
        ApiRequest::post(format!("/v1/setup_intents/{}/cancel", self.intent), form)
    }
}
