//! SetupIntents: a card saved for later, with its holder's agreement and without a payment.

mod attempt;
mod authentication;
mod cancel;
mod confirm;
mod create;
mod retrieve;
mod shape;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::KeyKind;
use crate::api::error::ApiError;
use crate::api::metadata::Metadata;
use crate::challenge::Challenge;
use crate::payment_intents::Methods;
use crate::payment_methods::Use;
use crate::store::Document;

pub(crate) use attempt::SetupAttempt;
pub(crate) use authentication::finish_authentication;
pub(crate) use cancel::cancel;
pub(crate) use confirm::confirm;
pub(crate) use create::create;
pub(crate) use retrieve::retrieve;

/// A card that is to be saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SetupIntent {
    pub(crate) id: String,
    client_secret: String,
    /// Seconds since 1970.
    pub(crate) created: i64,
    state: State,
    methods: Methods,
    pub(crate) customer: Option<String>,
    description: Option<String>,
    last_setup_error: Option<Value>,
    latest_attempt: Option<String>,
    metadata: Metadata,
    payment_method: Option<String>,
    request_three_d_secure: Option<String>,
    /// `on_session` or `off_session`: whether the cardholder will be there for the payments.
    usage: String,
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// Nothing to save.
    RequiresPaymentMethod,
    /// Something to save, and nobody has said go.
    RequiresConfirmation,
    /// The cardholder is asked.
    RequiresAction(Challenge),
    /// Saved.
    Succeeded,
    /// Given up.
    Canceled { reason: Option<String> },
}

impl State {
    /// The `status` that Stripe calls it.
    fn status(&self) -> &'static str {
        match self {
            State::RequiresPaymentMethod => "requires_payment_method",
            State::RequiresConfirmation => "requires_confirmation",
            State::RequiresAction(_) => "requires_action",
            State::Succeeded => "succeeded",
            State::Canceled { .. } => "canceled",
        }
    }
}

impl Document for SetupIntent {
    const KIND: &'static str = "setup_intent";

    fn id(&self) -> &str {
        &self.id
    }
}

impl SetupIntent {
    /// What the cardholder is asked now.
    pub(crate) fn challenge(&self) -> Option<&Challenge> {
        match &self.state {
            State::RequiresAction(challenge) => Some(challenge),
            _ => None,
        }
    }

    fn check_client_secret(&self, key: KeyKind, given: Option<&str>) -> Result<(), ApiError> {
        key.check_client_secret("setup_intent", &self.id, &self.client_secret, given)
    }

    /// How it uses a PaymentMethod.
    fn as_use(&self) -> Use<'_> {
        Use {
            kind: "SetupIntent",
            intent: &self.id,
            customer: self.customer.as_deref(),
        }
    }

    /// 400: what was asked for cannot be done in this state.
    fn unexpected_state(&self, base_url: &str, message: impl Into<String>) -> ApiError {
        ApiError::invalid_request(message)
            .with("code", "setup_intent_unexpected_state")
            .with("setup_intent", self.shape(base_url))
    }
}
