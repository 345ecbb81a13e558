//! `DELETE /v1/webhook_endpoints/{webhook_endpoint}`

use crate::{ApiRequest, Deleted, WebhookEndpointId};

/// Has Stripe send nothing to an address any more.
#[derive(Debug, Clone)]
pub struct DeleteWebhookEndpoint {
    /// Which endpoint.
    pub webhook_endpoint: WebhookEndpointId,
}

impl DeleteWebhookEndpoint {
    /// Deletes `webhook_endpoint`.
    #[must_use]
    pub fn new(webhook_endpoint: WebhookEndpointId) -> Self {
        Self { webhook_endpoint }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<Deleted<WebhookEndpointId>> {
        ApiRequest::delete(format!("/v1/webhook_endpoints/{}", self.webhook_endpoint))
    }
}
