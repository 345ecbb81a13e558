//! Why a card did not pay, in the kinds that customers are told apart.

use serde::{Deserialize, Serialize};

/// Why a card did not pay, in as many kinds as customers are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeclineReason {
    /// The bank gives no reason, or one that is not for the customer (lost, stolen, suspected fraud).
    Generic,
    /// Not enough money.
    InsufficientFunds,
    /// The card's limit of amount or frequency is reached.
    LimitExceeded,
    /// The card has expired.
    ExpiredCard,
    /// The security code is wrong.
    IncorrectCvc,
    /// The card number is wrong.
    IncorrectNumber,
    /// The card does not pay in this way or currency.
    NotSupported,
    /// The buyer's bank did not get its confirmation (3D Secure failed or was given up).
    AuthenticationFailed,
    /// A fault on the way; the same card may work again.
    ProcessingError,
}

impl DeclineReason {
    /// Every reason.
    pub const ALL: [DeclineReason; 9] = [
        DeclineReason::Generic,
        DeclineReason::InsufficientFunds,
        DeclineReason::LimitExceeded,
        DeclineReason::ExpiredCard,
        DeclineReason::IncorrectCvc,
        DeclineReason::IncorrectNumber,
        DeclineReason::NotSupported,
        DeclineReason::AuthenticationFailed,
        DeclineReason::ProcessingError,
    ];

    /// From an error's `code` and `decline_code`. What a thief would like to know (lost_card, stolen_card, fraudulent,
    /// merchant_blacklist) reads as a generic decline.
    ///
    /// Sources: <https://docs.stripe.com/error-codes>, <https://docs.stripe.com/declines/codes>.
    pub fn from_codes(code: Option<&str>, decline_code: Option<&str>) -> DeclineReason {
        let by_code = |code: &str| {
            Some(match code {
                "insufficient_funds" => DeclineReason::InsufficientFunds,
                "card_velocity_exceeded" | "withdrawal_count_limit_exceeded" => {
                    DeclineReason::LimitExceeded
                }
                "expired_card" | "invalid_expiry_month" | "invalid_expiry_year" => {
                    DeclineReason::ExpiredCard
                }
                "incorrect_cvc" | "invalid_cvc" => DeclineReason::IncorrectCvc,
                "incorrect_number" | "invalid_number" => DeclineReason::IncorrectNumber,
                "card_not_supported" | "currency_not_supported" | "transaction_not_allowed" => {
                    DeclineReason::NotSupported
                }
                "authentication_required"
                | "authentication_not_handled"
                | "payment_intent_authentication_failure"
                | "setup_intent_authentication_failure" => DeclineReason::AuthenticationFailed,
                "processing_error"
                | "issuer_not_available"
                | "reenter_transaction"
                | "try_again_later" => DeclineReason::ProcessingError,
                _ => return None,
            })
        };
        decline_code
            .and_then(by_code)
            .or_else(|| code.and_then(by_code))
            .unwrap_or(DeclineReason::Generic)
    }

    /// The value in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            DeclineReason::Generic => "generic",
            DeclineReason::InsufficientFunds => "insufficient_funds",
            DeclineReason::LimitExceeded => "limit_exceeded",
            DeclineReason::ExpiredCard => "expired_card",
            DeclineReason::IncorrectCvc => "incorrect_cvc",
            DeclineReason::IncorrectNumber => "incorrect_number",
            DeclineReason::NotSupported => "not_supported",
            DeclineReason::AuthenticationFailed => "authentication_failed",
            DeclineReason::ProcessingError => "processing_error",
        }
    }

    /// Reads the store's value.
    pub fn from_stored(text: &str) -> Option<DeclineReason> {
        DeclineReason::ALL
            .into_iter()
            .find(|reason| reason.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thief_learns_nothing_from_a_decline() {
        for decline_code in [
            "lost_card",
            "stolen_card",
            "fraudulent",
            "merchant_blacklist",
        ] {
            assert_eq!(
                DeclineReason::from_codes(Some("card_declined"), Some(decline_code)),
                DeclineReason::Generic,
                "{decline_code}"
            );
        }
    }

    #[test]
    fn the_decline_code_tells_more_than_the_code() {
        assert_eq!(
            DeclineReason::from_codes(Some("card_declined"), Some("insufficient_funds")),
            DeclineReason::InsufficientFunds
        );
        assert_eq!(
            DeclineReason::from_codes(Some("expired_card"), None),
            DeclineReason::ExpiredCard
        );
        assert_eq!(
            DeclineReason::from_codes(None, None),
            DeclineReason::Generic
        );
    }

    #[test]
    fn the_stored_form_reads_back() {
        for reason in DeclineReason::ALL {
            assert_eq!(DeclineReason::from_stored(reason.as_str()), Some(reason));
        }
    }
}
