//! `GET /v1/webhook_endpoints`

use super::WebhookEndpoint;
use crate::form::Form;
use crate::{ApiQuery, List, WebhookEndpointId};

/// Reads webhook endpoints, newest first.
#[derive(Debug, Clone, Default)]
pub struct ListWebhookEndpoints {
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this endpoint, towards older ones.
    pub starting_after: Option<WebhookEndpointId>,
}

impl ListWebhookEndpoints {
    /// The call.
    pub fn request(&self) -> ApiQuery<List<WebhookEndpoint>> {
        let mut form = Form::default();
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        ApiQuery::get("/v1/webhook_endpoints".to_owned(), form)
    }
}
