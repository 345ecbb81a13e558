//! `POST /v1/setup_intents/{intent}/confirm`

use super::{SetupIntent, write_three_d_secure};
use crate::form::Form;
use crate::{ApiRequest, PaymentMethodId, RequestThreeDSecure, SetupIntentId};

/// Asks the bank, and saves the payment method if it agrees.
#[derive(Clone)]
pub struct ConfirmSetupIntent {
    /// Which setup intent.
    pub intent: SetupIntentId,
    /// What is saved, unless the intent has it already.
    pub payment_method: Option<PaymentMethodId>,
    /// When to authenticate; Stripe decides when this is empty.
    pub request_three_d_secure: Option<RequestThreeDSecure>,
    /// Where the customer comes back to.
    pub return_url: Option<String>,
    /// Stripe.js will handle a next action.
    pub use_stripe_sdk: bool,
    /// Fields to answer as objects, such as `payment_method`.
    pub expand: Vec<String>,
}

impl ConfirmSetupIntent {
    /// Confirms `intent` as it stands.
    #[must_use]
    pub fn new(intent: SetupIntentId) -> Self {
        Self {
            intent,
            payment_method: None,
            request_three_d_secure: None,
            return_url: None,
            use_stripe_sdk: false,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<SetupIntent> {
        let mut form = Form::default();
        form.put_some("payment_method", self.payment_method.as_ref());
        write_three_d_secure(&mut form, self.request_three_d_secure);
        form.put_some("return_url", self.return_url.as_ref());
        form.put_true("use_stripe_sdk", self.use_stripe_sdk);
        form.put_list("expand", &self.expand);
        ApiRequest::post(format!("/v1/setup_intents/{}/confirm", self.intent), form)
    }
}
