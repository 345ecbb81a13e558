//! How a PaymentIntent looks in an answer.

use serde_json::{Value, json};

use super::{PaymentIntent, State};
use crate::api::KeyKind;

/// What a browser may see; the server sees everything.
const FOR_BROWSERS: &[&str] = &[
    "amount",
    "amount_details",
    "automatic_payment_methods",
    "canceled_at",
    "cancellation_reason",
    "capture_method",
    "client_secret",
    "confirmation_method",
    "created",
    "currency",
    "description",
    "id",
    "last_payment_error",
    "livemode",
    "next_action",
    "object",
    "payment_method",
    "payment_method_configuration_details",
    "payment_method_types",
    "processing",
    "receipt_email",
    "setup_future_usage",
    "shipping",
    "source",
    "status",
];

impl PaymentIntent {
    /// The shape for the holder of this kind of key.
    pub(crate) fn shape_for(&self, key: KeyKind, base_url: &str) -> Value {
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
        let (canceled_at, cancellation_reason) = match &self.state {
            State::Canceled { at, reason } => (Some(*at), reason.as_deref()),
            _ => (None, None),
        };
        let (amount_capturable, amount_received) = match &self.state {
            State::RequiresCapture => (self.amount, 0),
            State::Succeeded { received } => (0, *received),
            _ => (0, 0),
        };
        let three_d_secure = self
            .request_three_d_secure
            .as_deref()
            .unwrap_or("automatic");
        let (automatic, configuration) = self.methods.automatic();
        let types = self.methods.types();
        let mut options = json!({});
        if types.contains(&"card") {
            options["card"] = json!({
                "installments": null,
                "mandate_options": null,
                "network": null,
                "request_three_d_secure": three_d_secure,
            });
            if let Some(usage) = &self.card_setup_future_usage {
                options["card"]["setup_future_usage"] = usage.as_str().into();
            }
        }
        if types.contains(&"sepa_debit") {
            options["sepa_debit"] = json!({});
        }
        json!({
            "id": self.id,
            "object": "payment_intent",
            "allowed_payment_method_types": null,
            "amount": self.amount,
            "amount_capturable": amount_capturable,
            "amount_details": { "tip": {} },
            "amount_received": amount_received,
            "application": null,
            "application_fee_amount": null,
            "automatic_payment_methods": automatic,
            "canceled_at": canceled_at,
            "cancellation_reason": cancellation_reason,
            "capture_method": self.capture_method,
            "client_secret": self.client_secret,
            "confirmation_method": self.confirmation,
            "created": self.created,
            "currency": self.currency,
            "customer": self.customer,
            "customer_account": null,
            "description": self.description,
            "excluded_payment_method_types": null,
            "last_payment_error": self.last_payment_error,
            "latest_charge": self.latest_charge,
            "livemode": false,
            "managed_payments": null,
            "metadata": self.metadata,
            "next_action": self.next_action(base_url),
            "on_behalf_of": null,
            "payment_method": self.payment_method,
            "payment_method_configuration_details": configuration,
            "payment_method_options": options,
            "payment_method_types": types,
            "processing": null,
            "receipt_email": self.receipt_email,
            "review": null,
            "setup_future_usage": self.setup_future_usage,
            "shipping": self.shipping,
            "source": null,
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "status": self.state.status(),
            "transfer_data": null,
            "transfer_group": self.transfer_group,
        })
    }

    fn next_action(&self, base_url: &str) -> Value {
        match &self.state {
            State::RequiresAction(challenge) => challenge.next_action(base_url, &self.id),
            _ => Value::Null,
        }
    }
}
