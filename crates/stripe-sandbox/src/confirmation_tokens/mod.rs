//! ConfirmationTokens: what a browser collected for a confirmation that a server makes.

mod create;
mod retrieve;
mod spend;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::metadata::Metadata;
use crate::payment_methods::PaymentMethod;
use crate::store::Document;

pub(crate) use create::{create, create_for_test};
pub(crate) use retrieve::retrieve;
pub(crate) use spend::{Terms, spend};

/// How long a token that is not used can be used, in seconds: Stripe's twelve hours.
const LIFETIME: i64 = 12 * 3600;

/// What a browser collected.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ConfirmationToken {
    id: String,
    /// Seconds since 1970.
    created: i64,
    /// A saved PaymentMethod, or one that comes into being when the token is used.
    method: Box<PaymentMethod>,
    cvc_token: Option<String>,
    mandate_data: Option<Value>,
    metadata: Metadata,
    return_url: Option<String>,
    setup_future_usage: Option<String>,
    shipping: Option<Value>,
    use_stripe_sdk: bool,
    /// The intent that was confirmed with it. There is no second one.
    used_by: Option<String>,
}

impl Document for ConfirmationToken {
    const KIND: &'static str = "confirmation_token";

    fn id(&self) -> &str {
        &self.id
    }
}

impl ConfirmationToken {
    /// The last second in which it can be used, as long as it was not.
    fn expires_at(&self) -> i64 {
        self.created + LIFETIME
    }

    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        let used_by = |prefix: &str| {
            let intent = self.used_by.as_deref();
            intent.filter(|intent| intent.starts_with(prefix))
        };
        json!({
            "id": self.id,
            "object": "confirmation_token",
            "created": self.created,
            "expires_at": self.used_by.is_none().then(|| self.expires_at()),
            "livemode": false,
            "mandate_data": self.mandate_data.as_ref().map(mandate_shape),
            "metadata": self.metadata,
            "payment_intent": used_by("pi_"),
            "payment_method_options": self
                .cvc_token
                .as_ref()
                .map(|token| json!({ "card": { "cvc_token": token } })),
            "payment_method_preview": preview(&self.method),
            "return_url": self.return_url,
            "setup_future_usage": self.setup_future_usage,
            "setup_intent": used_by("seti_"),
            "shipping": self.shipping,
            "use_stripe_sdk": self.use_stripe_sdk,
        })
    }
}

/// What a PaymentMethod looks like before it is one.
fn preview(method: &PaymentMethod) -> Value {
    let mut preview = method.shape();
    if let Some(members) = preview.as_object_mut() {
        for of_objects in ["id", "object", "created", "livemode", "metadata"] {
            members.remove(of_objects);
        }
    }
    preview
}

fn mandate_shape(given: &Value) -> Value {
    let acceptance = &given["customer_acceptance"];
    let online = acceptance.get("online").map(|online| {
        json!({
            "ip_address": online.get("ip_address"),
            "user_agent": online.get("user_agent"),
        })
    });
    json!({ "customer_acceptance": { "online": online, "type": acceptance["type"] } })
}
