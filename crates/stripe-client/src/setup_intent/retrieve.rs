//! `GET /v1/setup_intents/{intent}`

use super::SetupIntent;
use crate::form::Form;
use crate::{ApiQuery, SetupIntentId};

/// Reads one setup intent.
#[derive(Debug, Clone)]
pub struct RetrieveSetupIntent {
    /// Which setup intent.
    pub intent: SetupIntentId,
    /// Fields to answer as objects, such as `payment_method`.
    pub expand: Vec<String>,
}

impl RetrieveSetupIntent {
    /// Reads `intent` with nothing expanded.
    #[must_use]
    pub fn new(intent: SetupIntentId) -> Self {
        Self {
            intent,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<SetupIntent> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiQuery::get(format!("/v1/setup_intents/{}", self.intent), form)
    }
}
