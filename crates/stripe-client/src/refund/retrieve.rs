//! `GET /v1/refunds/{refund}`

use super::Refund;
use crate::form::Form;
use crate::{ApiQuery, RefundId};

/// Reads one refund.
#[derive(Debug, Clone)]
pub struct RetrieveRefund {
    /// Which refund.
    pub refund: RefundId,
    /// Fields to answer as objects, such as `charge`.
    pub expand: Vec<String>,
}

impl RetrieveRefund {
    /// Reads `refund` with nothing expanded.
    #[must_use]
    pub fn new(refund: RefundId) -> Self {
        Self {
            refund,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<Refund> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiQuery::get(format!("/v1/refunds/{}", self.refund), form)
    }
}
