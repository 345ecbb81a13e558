//! `POST /v1/checkout/sessions/{session}/expire`

use super::CheckoutSession;
use crate::form::Form;
use crate::{ApiRequest, CheckoutSessionId};

/// Closes an open session, so that nobody can pay on it any more. Stripe refuses it for one that is complete.
#[derive(Debug, Clone)]
pub struct ExpireCheckoutSession {
    /// Which session.
    pub session: CheckoutSessionId,
    /// Fields to answer as objects, such as `payment_intent`.
    pub expand: Vec<String>,
}

impl ExpireCheckoutSession {
    /// Closes `session`.
    #[must_use]
    pub fn new(session: CheckoutSessionId) -> Self {
        Self {
            session,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<CheckoutSession> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        let path = format!("/v1/checkout/sessions/{}/expire", self.session);
        ApiRequest::post(path, form)
    }
}
