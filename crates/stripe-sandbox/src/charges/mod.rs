//! Charges: what reached the card network, approved or not.

mod list;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::metadata::Metadata;
use crate::cards::{BillingDetails, Card, Decline};
use crate::payment_methods::Instrument;
use crate::store::Document;

pub(crate) use list::list;
pub(crate) use retrieve::retrieve;

/// One attempt to take money from a card or a bank account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Charge {
    pub(crate) id: String,
    pub(crate) created: i64,
    /// Minor units of `currency`, like every amount here.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) amount_captured: i64,
    pub(crate) amount_refunded: i64,
    pub(crate) captured: bool,
    pub(crate) decline: Option<Decline>,
    /// Whether the bank has yet to say that the money comes.
    #[serde(default)]
    pub(crate) pending: bool,
    pub(crate) authenticated: bool,
    pub(crate) payment_intent: Option<String>,
    pub(crate) payment_method: String,
    #[serde(flatten)]
    pub(crate) instrument: Instrument,
    pub(crate) billing_details: BillingDetails,
    pub(crate) customer: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) receipt_email: Option<String>,
    pub(crate) shipping: Option<Value>,
    pub(crate) statement_descriptor: Option<String>,
    pub(crate) statement_descriptor_suffix: Option<String>,
}

impl Document for Charge {
    const KIND: &'static str = "charge";
    const FOR_EACH_PAYMENT: usize = 2;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Charge {
    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        let paid = self.decline.is_none();
        let kind = self.instrument.kind();
        let details = match &self.instrument {
            Instrument::Card(card) => self.card_shape(card),
            Instrument::SepaDebit(account) => account.charge_shape(),
        };
        json!({
            "id": self.id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": self.amount_captured,
            "amount_refunded": self.amount_refunded,
            "application": null,
            "application_fee": null,
            "application_fee_amount": null,
            "balance_transaction": null,
            "billing_details": self.billing_details.shape(),
            "calculated_statement_descriptor": "TILL SANDBOX",
            "captured": self.captured,
            "created": self.created,
            "currency": self.currency,
            "customer": self.customer,
            "description": self.description,
            "disputed": false,
            "failure_balance_transaction": null,
            "failure_code": self.decline.map(Decline::code),
            "failure_message": self.decline.map(Decline::message),
            "fraud_details": {},
            "livemode": false,
            "metadata": self.metadata,
            "on_behalf_of": null,
            "outcome": self.outcome(),
            "paid": paid,
            "payment_intent": self.payment_intent,
            "payment_method": self.payment_method,
            "payment_method_details": { kind: details, "type": kind },
            "radar_options": {},
            "receipt_email": self.receipt_email,
            "receipt_number": null,
            "receipt_url": null,
            "refunded": self.is_refunded(),
            "review": null,
            "shipping": self.shipping,
            "source": null,
            "source_transfer": null,
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "status": self.status(),
            "transfer_data": null,
            "transfer_group": null,
        })
    }

    fn status(&self) -> &'static str {
        match (self.pending, self.decline) {
            (true, _) => "pending",
            (false, None) => "succeeded",
            (false, Some(_)) => "failed",
        }
    }

    /// Whether nothing is left of the money: all of it refunded, or a hold let go.
    fn is_refunded(&self) -> bool {
        let taken = if self.captured {
            self.amount_captured
        } else {
            self.amount
        };
        self.decline.is_none() && self.amount_refunded == taken
    }

    fn outcome(&self) -> Value {
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
        json!({
            "advice_code": advice,
            "network_advice_code": null,
            "network_decline_code": null,
            "network_status": network_status,
            "reason": reason,
            "risk_level": if blocked { "highest" } else { "normal" },
            "risk_score": if blocked { 95 } else { 12 },
            "seller_message": message,
            "type": kind,
        })
    }

    fn card_shape(&self, card: &Card) -> Value {
        let address = self.billing_details.address.clone().unwrap_or_default();
        let passed = |given: &Option<String>| {
            given
                .as_ref()
                .filter(|given| !given.is_empty())
                .map(|_| "pass")
        };
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
        json!({
            "amount_authorized": self.decline.is_none().then_some(self.amount),
            "authorization_code": null,
            "brand": card.brand.as_str(),
            "checks": {
                "address_line1_check": passed(&address.line1),
                "address_postal_code_check": passed(&address.postal_code),
                "cvc_check": card.cvc_check(true),
            },
            "country": "US",
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
        })
    }
}
