//! PaymentIntents: one payment from its start to money or to its end without.

mod attempt;
mod authentication;
mod cancel;
mod capture;
mod confirm;
mod create;
mod debit;
mod list;
mod methods;
mod retrieve;
mod shape;
mod update;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::KeyKind;
use crate::api::error::ApiError;
use crate::api::metadata::Metadata;
use crate::challenge::Challenge;
use crate::payment_methods::Use;
use crate::store::Document;

pub(crate) use authentication::finish_authentication;
pub(crate) use cancel::{cancel, expire};
pub(crate) use capture::capture;
pub(crate) use confirm::confirm;
pub(crate) use create::create;
pub(crate) use debit::settle_debit;
pub(crate) use list::list;
pub(crate) use methods::{Choice, Methods};
pub(crate) use retrieve::retrieve;
pub(crate) use update::update;

/// One payment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PaymentIntent {
    pub(crate) id: String,
    pub(crate) client_secret: String,
    pub(crate) created: i64,
    /// Minor units of `currency`.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) state: State,
    pub(crate) confirmation: Confirmation,
    pub(crate) latest_charge: Option<String>,
    capture_method: CaptureMethod,
    methods: Methods,
    /// The Checkout Session that it pays.
    #[serde(default)]
    pub(crate) checkout_session: Option<String>,
    pub(crate) customer: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) last_payment_error: Option<Value>,
    pub(crate) metadata: Metadata,
    pub(crate) payment_method: Option<String>,
    request_three_d_secure: Option<String>,
    /// Whether the security code of a saved card was given again for this payment.
    #[serde(default)]
    cvc_given: bool,
    pub(crate) receipt_email: Option<String>,
    setup_future_usage: Option<String>,
    /// `none`, or what overrides `setup_future_usage` for cards.
    #[serde(default)]
    card_setup_future_usage: Option<String>,
    shipping: Option<Value>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
    transfer_group: Option<String>,
}

/// Where a payment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// Nothing to pay with.
    RequiresPaymentMethod,
    /// Something to pay with, and nobody has said go.
    RequiresConfirmation {
        /// The PaymentMethod whose holder has authenticated this payment already.
        authenticated: Option<String>,
    },
    /// The cardholder is asked.
    RequiresAction(Challenge),
    /// The bank has been asked for the money, and answers later.
    Processing,
    /// The money is held.
    RequiresCapture,
    /// The money is there.
    Succeeded {
        /// Minor units.
        received: i64,
    },
    /// Given up.
    Canceled {
        /// Seconds since 1970.
        at: i64,
        reason: Option<String>,
    },
}

impl State {
    /// The `status` that Stripe calls it.
    pub(crate) fn status(&self) -> &'static str {
        match self {
            State::RequiresPaymentMethod => "requires_payment_method",
            State::RequiresConfirmation { .. } => "requires_confirmation",
            State::RequiresAction(_) => "requires_action",
            State::Processing => "processing",
            State::RequiresCapture => "requires_capture",
            State::Succeeded { .. } => "succeeded",
            State::Canceled { .. } => "canceled",
        }
    }
}

/// Who confirms after the cardholder has authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Confirmation {
    /// Stripe goes on by itself.
    Automatic,
    /// The server, once more.
    Manual,
}

/// When the money is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CaptureMethod {
    Automatic,
    AutomaticAsync,
    Manual,
}

impl Document for PaymentIntent {
    const KIND: &'static str = "payment_intent";

    fn id(&self) -> &str {
        &self.id
    }
}

impl PaymentIntent {
    /// Checks the client secret, which a browser must give and a server may.
    fn check_client_secret(&self, key: KeyKind, given: Option<&str>) -> Result<(), ApiError> {
        key.check_client_secret("payment_intent", &self.id, &self.client_secret, given)
    }

    /// For what the PaymentMethod is saved, if it is: `on_session` or `off_session`.
    fn future_usage(&self) -> Option<&str> {
        match self.card_setup_future_usage.as_deref() {
            Some(usage) => Some(usage).filter(|usage| *usage != "none"),
            None => self.setup_future_usage.as_deref(),
        }
    }

    /// How it uses a PaymentMethod.
    fn as_use(&self) -> Use<'_> {
        Use {
            kind: "PaymentIntent",
            intent: &self.id,
            customer: self.customer.as_deref(),
        }
    }

    /// 400: what was asked for cannot be done in this state.
    fn unexpected_state(&self, base_url: &str, message: impl Into<String>) -> ApiError {
        ApiError::invalid_request(message)
            .with("code", "payment_intent_unexpected_state")
            .with("payment_intent", self.shape(base_url))
    }
}
