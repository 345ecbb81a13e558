//! Webhook endpoints: where Stripe sends its news to.

mod create;
mod delete;
mod list;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use create::CreateWebhookEndpoint;
pub use delete::DeleteWebhookEndpoint;
pub use list::ListWebhookEndpoints;

use crate::{StripeObject, WebhookEndpointId, WebhookSecret};

/// An address that Stripe sends events to.
#[derive(Debug, Clone, Deserialize)]
pub struct WebhookEndpoint {
    /// Its id.
    pub id: WebhookEndpointId,
    /// Where events go.
    pub url: String,
    /// `enabled` or `disabled`.
    pub status: String,
    /// What its events are signed with; told once, when it is made.
    pub secret: Option<WebhookSecret>,
    /// Which events it gets; `*` stands for nearly all.
    pub enabled_events: Vec<String>,
    /// The version of Stripe's API that they are written in; the account's own, when empty.
    pub api_version: Option<String>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// Unix time in seconds.
    pub created: i64,
    /// Whether the events are about real money.
    pub livemode: bool,
}

impl StripeObject for WebhookEndpoint {
    type Id = WebhookEndpointId;

    fn id(&self) -> &WebhookEndpointId {
        &self.id
    }
}
