//! `POST /v1/refunds/{refund}/cancel`

use super::Refund;
use crate::form::Form;
use crate::{ApiRequest, RefundId};

/// Calls a refund off that waits for the customer (`requires_action`); Stripe refuses it for every other.
#[derive(Debug, Clone)]
pub struct CancelRefund {
    /// Which refund.
    pub refund: RefundId,
    /// Fields to answer as objects, such as `charge`.
    pub expand: Vec<String>,
}

impl CancelRefund {
    /// Calls `refund` off.
    #[must_use]
    pub fn new(refund: RefundId) -> Self {
        Self {
            refund,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<Refund> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiRequest::post(format!("/v1/refunds/{}/cancel", self.refund), form)
    }
}
