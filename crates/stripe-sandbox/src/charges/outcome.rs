//! What came of an attempt: Stripe's judgement, and what the card network answered.

use serde_json::{Value, json};

use super::{Charge, HOLD};
use crate::cards::{Card, Decline, Risk};

impl Charge {
    pub(super) fn outcome(&self) -> Value {
        let (network_status, reason, kind, message) = match self.decline {
            // A debit fails long after it was taken in.
            None | Some(Decline::DebitFailed) => (
                "approved_by_network",
                None,
                "authorized",
                "Payment complete.",
            ),
            Some(Decline::Fraudulent) => (
                "not_sent_to_network",
                Some("highest_risk_level"),
                "blocked",
                "Stripe blocked this payment as too risky.",
            ),
            Some(decline) => (
                "declined_by_network",
                decline.decline_code(),
                "issuer_declined",
                "The bank did not return any further details with this decline.",
            ),
        };
        let blocked = kind == "blocked";
        let advice = self.decline.map(|decline| match decline {
            Decline::AuthenticationRequired
            | Decline::CardVelocityExceeded
            | Decline::DebitFailed
            | Decline::Generic
            | Decline::InsufficientFunds
            | Decline::ProcessingError => "try_again_later",
            Decline::ExpiredCard | Decline::IncorrectCvc => "confirm_card_data",
            Decline::Fraudulent | Decline::LostCard | Decline::StolenCard => "do_not_try_again",
        });
        let elevated = self
            .test_card()
            .is_ok_and(|card| card.is_some_and(|card| card.risk == Risk::Elevated));
        let (risk_level, risk_score) = match (blocked, elevated) {
            (true, _) => ("highest", 95),
            (false, true) => ("elevated", 68),
            (false, false) => ("normal", 12),
        };
        json!({
            "advice_code": advice,
            "network_advice_code": null,
            "network_decline_code": null,
            "network_status": network_status,
            "reason": reason,
            "risk_level": risk_level,
            "risk_score": risk_score,
            "seller_message": message,
            "type": kind,
        })
    }

    pub(super) fn card_shape(&self, card: &Card) -> Value {
        let address = self.billing_details.address.clone().unwrap_or_default();
        let three_d_secure = self.authenticated.then(|| {
            json!({
                "authentication_flow": "challenge",
                "electronic_commerce_indicator": "05",
                "exemption_indicator": null,
                "result": "authenticated",
                "result_reason": null,
                "transaction_id": null,
                "version": "2.2.0",
            })
        });
        let mut shape = json!({
            "amount_authorized": self.decline.is_none().then_some(self.amount),
            "authorization_code": null,
            "brand": card.brand.as_str(),
            "checks": {
                "address_line1_check": card.line1_check(address.line1.as_deref(), true),
                "address_postal_code_check": card.postal_code_check(address.postal_code.as_deref(), true),
                "cvc_check": card.cvc_check(true),
            },
            "country": card.country(),
            "electronic_commerce_indicator": self.authenticated.then_some("05"),
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "extended_authorization": { "status": "disabled" },
            "fingerprint": card.fingerprint,
            "funding": card.funding,
            "incremental_authorization": { "status": "unavailable" },
            "installments": null,
            "last4": card.last4,
            "mandate": null,
            "multicapture": { "status": "unavailable" },
            "network": card.brand.as_str(),
            "network_token": { "used": false },
            "network_transaction_id": null,
            "overcapture": { "maximum_amount_capturable": self.amount, "status": "unavailable" },
            "regulated_status": "unregulated",
            "three_d_secure": three_d_secure,
            "transaction_link_id": null,
            "wallet": null,
        });
        if self.holds() {
            shape["capture_before"] = (self.created + HOLD).into();
        }
        shape
    }
}
