//! Why an issuer refuses, in Stripe's codes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Why a charge was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Decline {
    AuthenticationRequired,
    CardVelocityExceeded,
    /// A bank did not carry out a direct debit.
    DebitFailed,
    ExpiredCard,
    Fraudulent,
    Generic,
    IncorrectCvc,
    InsufficientFunds,
    LostCard,
    ProcessingError,
    StolenCard,
}

impl Decline {
    /// The `code` of the error.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Decline::AuthenticationRequired => "authentication_required",
            Decline::DebitFailed => "payment_intent_payment_attempt_failed",
            Decline::ExpiredCard => "expired_card",
            Decline::IncorrectCvc => "incorrect_cvc",
            Decline::ProcessingError => "processing_error",
            Decline::CardVelocityExceeded
            | Decline::Fraudulent
            | Decline::Generic
            | Decline::InsufficientFunds
            | Decline::LostCard
            | Decline::StolenCard => "card_declined",
        }
    }

    /// The `decline_code` of the error, if it has one.
    pub(crate) fn decline_code(self) -> Option<&'static str> {
        match self {
            Decline::AuthenticationRequired => Some("authentication_required"),
            Decline::CardVelocityExceeded => Some("card_velocity_exceeded"),
            Decline::DebitFailed => None,
            Decline::Fraudulent => Some("fraudulent"),
            Decline::Generic => Some("generic_decline"),
            Decline::InsufficientFunds => Some("insufficient_funds"),
            Decline::LostCard => Some("lost_card"),
            Decline::StolenCard => Some("stolen_card"),
            Decline::ExpiredCard => Some("expired_card"),
            Decline::IncorrectCvc => Some("incorrect_cvc"),
            Decline::ProcessingError => Some("processing_error"),
        }
    }

    /// The parameter that a different value of could help.
    pub(crate) fn param(self) -> Option<&'static str> {
        match self {
            Decline::ExpiredCard => Some("exp_month"),
            Decline::IncorrectCvc => Some("cvc"),
            _ => None,
        }
    }

    /// A sentence for the cardholder.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Decline::AuthenticationRequired => {
                "Your card was declined. This transaction requires authentication."
            }
            Decline::CardVelocityExceeded => {
                "Your card was declined for making repeated attempts too frequently or exceeding its amount limit."
            }
            Decline::DebitFailed => "The payment failed.",
            Decline::ExpiredCard => "Your card has expired.",
            Decline::IncorrectCvc => "Your card's security code is incorrect.",
            Decline::InsufficientFunds => "Your card has insufficient funds.",
            Decline::ProcessingError => {
                "An error occurred while processing your card. Try again in a little bit."
            }
            Decline::Fraudulent | Decline::Generic | Decline::LostCard | Decline::StolenCard => {
                "Your card was declined."
            }
        }
    }

    /// The members of an `error` that says so.
    pub(crate) fn error(self) -> Value {
        let code = self.code();
        let mut error = json!({
            "code": code,
            "doc_url": format!("https://stripe.com/docs/error-codes/{}", code.replace('_', "-")),
            "message": self.message(),
            "type": "card_error",
        });
        if let Some(decline_code) = self.decline_code() {
            error["decline_code"] = decline_code.into();
        }
        if let Some(param) = self.param() {
            error["param"] = param.into();
        }
        error
    }
}
