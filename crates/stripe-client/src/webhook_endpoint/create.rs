//! `POST /v1/webhook_endpoints`

use std::collections::BTreeMap;

use super::WebhookEndpoint;
use crate::form::Form;
use crate::{ApiRequest, STRIPE_API_VERSION};

/// Has Stripe send events to an address, written in the version of its API that this client reads.
#[derive(Debug, Clone)]
pub struct CreateWebhookEndpoint {
    /// Where events go.
    pub url: String,
    /// Which events, such as `charge.refunded`; `*` stands for nearly all.
    pub enabled_events: Vec<String>,
    /// Shown to the owner.
    pub description: Option<String>,
    /// What the shop writes on it: at most 50 keys of 40 characters, values of 500.
    pub metadata: BTreeMap<String, String>,
}

impl CreateWebhookEndpoint {
    /// Has Stripe send `enabled_events` to `url`.
    #[must_use]
    pub fn new(url: &str, enabled_events: Vec<String>) -> Self {
        Self {
            url: url.to_owned(),
            enabled_events,
            description: None,
            metadata: BTreeMap::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<WebhookEndpoint> {
        let mut form = Form::default();
        form.put("url", &self.url);
        form.put_list("enabled_events", &self.enabled_events);
        form.put("api_version", STRIPE_API_VERSION);
        form.put_some("description", self.description.as_ref());
        form.put_map("metadata", &self.metadata);
        ApiRequest::post("/v1/webhook_endpoints".to_owned(), form)
    }
}
