//! `GET /v1/disputes/{dispute}`

use super::Dispute;
use crate::form::Form;
use crate::{ApiQuery, DisputeId};

/// Reads one dispute.
#[derive(Debug, Clone)]
pub struct RetrieveDispute {
    /// Which dispute.
    pub dispute: DisputeId,
    /// Fields to answer as objects, such as `charge`.
    pub expand: Vec<String>,
}

impl RetrieveDispute {
    /// Reads `dispute` with nothing expanded.
    #[must_use]
    pub fn new(dispute: DisputeId) -> Self {
        Self {
            dispute,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<Dispute> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiQuery::get(format!("/v1/disputes/{}", self.dispute), form)
    }
}
