//! What Stripe.js tells of a payment intent.

use wasm_bindgen::JsValue;

use crate::StripeJsError;
use crate::read::{field, text};

/// A payment intent as the browser sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentIntent {
    /// Its id, `pi_...`.
    pub id: String,
    /// Where it stands. What the server learns from Stripe counts, not this.
    pub status: PaymentIntentStatus,
}

impl PaymentIntent {
    /// Reads the `paymentIntent` of a result.
    pub(crate) fn from_result(result: &JsValue) -> Result<Self, StripeJsError> {
        let intent = field(result, "paymentIntent");
        let read = intent.and_then(|intent| {
            Some(Self {
                id: text(&intent, "id")?,
                status: PaymentIntentStatus::from(text(&intent, "status")?.as_str()),
            })
        });
        read.ok_or_else(|| {
            StripeJsError::Integration("the result holds no payment intent".to_owned())
        })
    }
}

/// Where a payment intent stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentIntentStatus {
    /// The attempt failed, or there was none: another card is needed.
    RequiresPaymentMethod,
    /// The customer did what was asked: now the server confirms again.
    RequiresConfirmation,
    /// There is, still or again, something for the customer to do.
    RequiresAction,
    /// The bank is at work; news comes later.
    Processing,
    /// Authorised; the shop captures later.
    RequiresCapture,
    /// Ended without a payment.
    Canceled,
    /// Paid.
    Succeeded,
    /// A status that this version does not know.
    Unknown(String),
}

impl PaymentIntentStatus {
    /// The value as Stripe writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::RequiresPaymentMethod => "requires_payment_method",
            Self::RequiresConfirmation => "requires_confirmation",
            Self::RequiresAction => "requires_action",
            Self::Processing => "processing",
            Self::RequiresCapture => "requires_capture",
            Self::Canceled => "canceled",
            Self::Succeeded => "succeeded",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for PaymentIntentStatus {
    fn from(text: &str) -> Self {
        match text {
            "requires_payment_method" => Self::RequiresPaymentMethod,
            "requires_confirmation" => Self::RequiresConfirmation,
            "requires_action" => Self::RequiresAction,
            "processing" => Self::Processing,
            "requires_capture" => Self::RequiresCapture,
            "canceled" => Self::Canceled,
            "succeeded" => Self::Succeeded,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_comes_back_as_it_was_written() {
        for text in [
            "requires_payment_method",
            "requires_confirmation",
            "requires_action",
            "processing",
            "requires_capture",
            "canceled",
            "succeeded",
        ] {
            let status = PaymentIntentStatus::from(text);
            assert_eq!(status.as_str(), text);
            assert!(!matches!(status, PaymentIntentStatus::Unknown(_)), "{text}");
        }
        let new = PaymentIntentStatus::from("requires_moonlight");
        assert_eq!(
            new,
            PaymentIntentStatus::Unknown("requires_moonlight".to_owned())
        );
    }
}
