//! What can go wrong with Stripe.js: failures that it reports, and faults in how it was called.

use wasm_bindgen::{JsCast, JsValue};

use crate::PaymentIntentStatus;
use crate::read::{field, text};

/// Why a call of Stripe.js did not work out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StripeJsError {
    /// Stripe.js reported a failure: the card's, the customer's or the network's.
    #[error("Stripe.js reported {}", .0.kind.as_str())]
    Failed(Box<Failure>),
    /// Stripe.js was called in a way that it does not take, and threw. A fault of the shop's: the customer can do
    /// nothing about it.
    #[error("Stripe.js was called wrongly: {0}")]
    Integration(String),
}

impl StripeJsError {
    /// The failure, if Stripe.js reported one.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Integration(_) => None,
        }
    }

    pub(crate) fn thrown(value: &JsValue) -> Self {
        let message = value
            .dyn_ref::<js_sys::Error>()
            .map(|it| String::from(it.message()));
        Self::Integration(message.or_else(|| value.as_string()).unwrap_or_default())
    }

    /// Reads Stripe.js' own error object.
    pub(crate) fn reported(error: &JsValue) -> Self {
        let intent = field(error, "payment_intent");
        Self::Failed(Box::new(Failure {
            kind: ErrorKind::from(text(error, "type").unwrap_or_default().as_str()),
            code: text(error, "code"),
            decline_code: text(error, "decline_code"),
            message: text(error, "message"),
            payment_intent_status: intent
                .and_then(|intent| text(&intent, "status"))
                .map(|status| PaymentIntentStatus::from(status.as_str())),
        }))
    }
}

/// A failure as Stripe.js reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Which sort.
    pub kind: ErrorKind,
    /// What went wrong: the value to branch on.
    pub code: Option<String>,
    /// The card issuer's reason, when it gave one. Not all of them are for a customer's eyes.
    pub decline_code: Option<String>,
    /// A sentence in the language of the Elements. For card and validation errors it may be shown.
    pub message: Option<String>,
    /// Where the intent stands after the failure, if one was involved.
    pub payment_intent_status: Option<PaymentIntentStatus>,
}

/// The sorts of failures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// Stripe could not be reached.
    ApiConnection,
    /// Stripe's own trouble.
    Api,
    /// The publishable key was not taken.
    Authentication,
    /// The card was refused.
    Card,
    /// An idempotency key came back with another request.
    Idempotency,
    /// The request was wrong.
    InvalidRequest,
    /// Too many requests.
    RateLimit,
    /// What was typed is wrong or not complete.
    Validation,
    /// A sort that this version does not know.
    Unknown(String),
}

impl ErrorKind {
    /// The value as Stripe.js writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::ApiConnection => "api_connection_error",
            Self::Api => "api_error",
            Self::Authentication => "authentication_error",
            Self::Card => "card_error",
            Self::Idempotency => "idempotency_error",
            Self::InvalidRequest => "invalid_request_error",
            Self::RateLimit => "rate_limit_error",
            Self::Validation => "validation_error",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for ErrorKind {
    fn from(text: &str) -> Self {
        match text {
            "api_connection_error" => Self::ApiConnection,
            "api_error" => Self::Api,
            "authentication_error" => Self::Authentication,
            "card_error" => Self::Card,
            "idempotency_error" => Self::Idempotency,
            "invalid_request_error" => Self::InvalidRequest,
            "rate_limit_error" => Self::RateLimit,
            "validation_error" => Self::Validation,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back_as_it_was_written() {
        for text in [
            "api_connection_error",
            "api_error",
            "authentication_error",
            "card_error",
            "idempotency_error",
            "invalid_request_error",
            "rate_limit_error",
            "validation_error",
        ] {
            let kind = ErrorKind::from(text);
            assert_eq!(kind.as_str(), text);
            assert!(!matches!(kind, ErrorKind::Unknown(_)), "{text}");
        }
        assert_eq!(
            ErrorKind::from("new_error"),
            ErrorKind::Unknown("new_error".to_owned())
        );
    }
}
