//! The ways to pay that an intent takes, and who chose them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::KeyKind;
use crate::api::error::ApiError;

/// The ways to pay that the sandbox's account has.
const KNOWN: &[&str] = &["card", "sepa_debit"];

/// How the ways to pay were chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Methods {
    /// By the account's settings, with or without those that lead to another page.
    Automatic { redirects: bool },
    /// By the server.
    Listed(Vec<String>),
}

/// The parameters that choose.
#[derive(Deserialize)]
pub(crate) struct Choice {
    automatic_payment_methods: Option<AutomaticPaymentMethods>,
    payment_method_types: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct AutomaticPaymentMethods {
    enabled: bool,
    allow_redirects: Option<String>,
}

impl Choice {
    /// The ways to pay; `code` is that of the refusal of one that the account does not have.
    pub(crate) fn methods(self, code: &str) -> Result<Methods, ApiError> {
        let automatic = self
            .automatic_payment_methods
            .filter(|automatic| automatic.enabled);
        match (automatic, self.payment_method_types) {
            (Some(_), Some(_)) => Err(ApiError::parameter(
                "payment_method_types",
                "You may only specify one of these parameters: automatic_payment_methods, \
                 payment_method_types.",
            )),
            (automatic, None) => Ok(Methods::Automatic {
                redirects: automatic
                    .is_none_or(|automatic| automatic.allow_redirects.as_deref() != Some("never")),
            }),
            (None, Some(types)) => Methods::listed(types, code),
        }
    }
}

impl Methods {
    /// The ways to pay that a server lists.
    pub(crate) fn listed(types: Vec<String>, code: &str) -> Result<Self, ApiError> {
        match types.iter().find(|kind| !KNOWN.contains(&kind.as_str())) {
            None => Ok(Methods::Listed(types)),
            Some(other) => Err(ApiError::invalid_request(format!(
                "The payment method type provided: {other} is invalid: the sandbox's account takes \
                 card and sepa_debit."
            ))
            .with("code", code)
            .with("param", "payment_method_types")),
        }
    }

    /// The `payment_method_types` that they are.
    pub(crate) fn types(&self) -> Vec<&str> {
        match self {
            Methods::Automatic { .. } => vec!["card"],
            Methods::Listed(types) => types.iter().map(String::as_str).collect(),
        }
    }

    /// The `automatic_payment_methods` of the intent, and where they are configured.
    pub(crate) fn automatic(&self) -> (Value, Value) {
        match self {
            Methods::Automatic { redirects } => {
                let allow_redirects = if *redirects { "always" } else { "never" };
                (
                    json!({ "allow_redirects": allow_redirects, "enabled": true }),
                    json!({ "id": "pmc_sandbox00000000000000", "parent": null }),
                )
            }
            Methods::Listed(_) => (Value::Null, Value::Null),
        }
    }

    /// Refuses a server's confirmation without a way back, if it may lead to another page, even if
    /// a card does not. `kind` is what Stripe calls the intent.
    pub(crate) fn need_return_url(&self, key: KeyKind, kind: &str) -> Result<(), ApiError> {
        if key == KeyKind::Publishable || *self != (Methods::Automatic { redirects: true }) {
            return Ok(());
        }
        Err(ApiError::invalid_request(format!(
            "This {kind} is configured to accept payment methods enabled in your Dashboard. Because \
             some of these payment methods might redirect your customer off of your page, you must \
             provide a `return_url`. If you don't want to accept redirect-based payment methods, set \
             `automatic_payment_methods[enabled]` to `true` and \
             `automatic_payment_methods[allow_redirects]` to `never`, or list `payment_method_types`."
        ))
        .with("param", "return_url"))
    }
}
