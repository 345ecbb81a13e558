//! A question to the cardholder, answered on the bank's page: for a payment, or to save a card.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use crate::api::error::ApiError;
use crate::ids;

/// A question to the cardholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Challenge {
    /// Unguessable: who knows it may answer.
    pub(crate) id: String,
    /// Where to send a cardholder who was redirected; `None` asks within Stripe.js.
    pub(crate) return_url: Option<String>,
}

/// How the cardholder answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authenticated {
    Yes,
    No,
}

/// A question that has been answered, as the way back to the shop tells it.
#[derive(Debug)]
pub(crate) struct Answered {
    /// The `object` that was asked for: `payment_intent` or `setup_intent`.
    pub(crate) object: &'static str,
    pub(crate) intent: String,
    pub(crate) client_secret: String,
    pub(crate) return_url: Option<String>,
    /// Whether the intent is no worse off than before.
    pub(crate) succeeded: bool,
}

impl Challenge {
    pub(crate) fn new(return_url: Option<String>) -> Self {
        Self {
            id: ids::object("payatt"),
            return_url,
        }
    }

    /// The `next_action` of the intent that asks; `base_url` is where the sandbox is reached.
    pub(crate) fn next_action(&self, base_url: &str, intent: &str) -> Value {
        let url = format!("{base_url}/3d-secure/{intent}/{}", self.id);
        match &self.return_url {
            Some(return_url) => json!({
                "type": "redirect_to_url",
                "redirect_to_url": { "return_url": return_url, "url": url },
            }),
            None => json!({
                "type": "use_stripe_sdk",
                "use_stripe_sdk": {
                    "type": "three_d_secure_redirect",
                    "source": self.id,
                    "stripe_js": url,
                },
            }),
        }
    }
}

impl Answered {
    /// Where a redirected cardholder goes on.
    pub(crate) fn way_back(&self) -> Option<Url> {
        let mut target = Url::parse(self.return_url.as_deref()?).ok()?;
        let status = if self.succeeded {
            "succeeded"
        } else {
            "failed"
        };
        target
            .query_pairs_mut()
            .append_pair(self.object, &self.intent)
            .append_pair(
                &format!("{}_client_secret", self.object),
                &self.client_secret,
            )
            .append_pair("redirect_status", status);
        Some(target)
    }
}

/// Checks the address to which a cardholder is to come back.
pub(crate) fn check_return_url(return_url: &str) -> Result<(), ApiError> {
    match Url::parse(return_url) {
        Ok(_) => Ok(()),
        Err(_) => Err(
            ApiError::parameter("return_url", format!("Not a valid URL: {return_url}"))
                .with("code", "url_invalid"),
        ),
    }
}
