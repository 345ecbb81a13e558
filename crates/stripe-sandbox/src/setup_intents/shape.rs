//! How a SetupIntent looks in an answer.

use serde_json::{Value, json};

use super::{SetupIntent, State};
use crate::api::KeyKind;

/// What a browser may see; the server sees everything.
const FOR_BROWSERS: &[&str] = &[
    "automatic_payment_methods",
    "cancellation_reason",
    "client_secret",
    "created",
    "description",
    "id",
    "last_setup_error",
    "livemode",
    "next_action",
    "object",
    "payment_method",
    "payment_method_configuration_details",
    "payment_method_types",
    "status",
    "usage",
];

impl SetupIntent {
    /// The shape for the holder of this kind of key.
    pub(super) fn shape_for(&self, key: KeyKind, base_url: &str) -> Value {
        let mut shape = self.shape(base_url);
        if key == KeyKind::Publishable
            && let Some(members) = shape.as_object_mut()
        {
            members.retain(|name, _| FOR_BROWSERS.contains(&name.as_str()));
        }
        shape
    }

    /// The shape for a server; `base_url` is where the sandbox is reached.
    pub(crate) fn shape(&self, base_url: &str) -> Value {
        let reason = match &self.state {
            State::Canceled { reason } => reason.as_deref(),
            _ => None,
        };
        let next_action = self
            .challenge()
            .map(|challenge| challenge.next_action(base_url, &self.id));
        let (automatic, configuration) = self.methods.automatic();
        let three_d_secure = self
            .request_three_d_secure
            .as_deref()
            .unwrap_or("automatic");
        json!({
            "id": self.id,
            "object": "setup_intent",
            "allowed_payment_method_types": null,
            "application": null,
            "automatic_payment_methods": automatic,
            "cancellation_reason": reason,
            "client_secret": self.client_secret,
            "created": self.created,
            "customer": self.customer,
            "customer_account": null,
            "description": self.description,
            "excluded_payment_method_types": null,
            "flow_directions": null,
            "last_setup_error": self.last_setup_error,
            "latest_attempt": self.latest_attempt,
            "livemode": false,
            "managed_payments": null,
            "mandate": null,
            "metadata": self.metadata,
            "next_action": next_action,
            "on_behalf_of": null,
            "payment_method": self.payment_method,
            "payment_method_configuration_details": configuration,
            "payment_method_options": {
                "card": {
                    "mandate_options": null,
                    "network": null,
                    "request_three_d_secure": three_d_secure,
                }
            },
            "payment_method_types": self.methods.types(),
            "single_use_mandate": null,
            "status": self.state.status(),
            "usage": self.usage,
        })
    }
}
