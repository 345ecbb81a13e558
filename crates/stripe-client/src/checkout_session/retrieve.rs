//! `GET /v1/checkout/sessions/{session}`

use super::CheckoutSession;
use crate::form::Form;
use crate::{ApiQuery, CheckoutSessionId};

/// Reads one session.
#[derive(Debug, Clone)]
pub struct RetrieveCheckoutSession {
    /// Which session.
    pub session: CheckoutSessionId,
    /// Fields to answer as objects, such as `payment_intent.latest_charge` and `line_items`.
    pub expand: Vec<String>,
}

impl RetrieveCheckoutSession {
    /// Reads `session` with nothing expanded.
    #[must_use]
    pub fn new(session: CheckoutSessionId) -> Self {
        Self {
            session,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<CheckoutSession> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiQuery::get(format!("/v1/checkout/sessions/{}", self.session), form)
    }
}
