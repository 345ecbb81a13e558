//! `GET /v1/charges/{charge}`

use super::Charge;
use crate::form::Form;
use crate::{ApiQuery, ChargeId};

/// Reads one charge.
#[derive(Debug, Clone)]
pub struct RetrieveCharge {
    /// Which charge.
    pub charge: ChargeId,
    /// Fields to answer as objects, such as `payment_intent`.
    pub expand: Vec<String>,
}

impl RetrieveCharge {
    /// Reads `charge` with nothing expanded.
    #[must_use]
    pub fn new(charge: ChargeId) -> Self {
        Self {
            charge,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<Charge> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiQuery::get(format!("/v1/charges/{}", self.charge), form)
    }
}
