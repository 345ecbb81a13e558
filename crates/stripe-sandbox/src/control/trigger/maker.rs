//! The steps that lead to events.

use serde_json::{Value, json};

use super::Body;
use crate::api::error::ApiError;
use crate::api::perform;
use crate::charges::Charge;
use crate::checkout_sessions::{self, CheckoutSession, Submission, Told};
use crate::disputes;
use crate::payment_intents::{self, PaymentIntent};
use crate::store::State;

/// What a payment costs if the caller does not say.
const AMOUNT: i64 = 2_000;

/// What the caller wants of the payment: its amount, its currency, its metadata.
fn wanted(body: &Body) -> (String, &str, Vec<(String, &str)>) {
    let amount = body.amount.unwrap_or(AMOUNT).to_string();
    let metadata = body.metadata.iter();
    let metadata = metadata.map(|(key, value)| (format!("metadata[{key}]"), value.as_str()));
    (
        amount,
        body.currency.as_deref().unwrap_or("eur"),
        metadata.collect(),
    )
}

/// What recipes are made of.
pub(super) struct Maker<'a> {
    pub(super) state: &'a mut State,
    pub(super) body: &'a Body,
}

impl Maker<'_> {
    /// Performs an operation and returns the id of its object.
    pub(super) fn perform(
        &mut self,
        operation: &str,
        id: &str,
        form: &[(&str, &str)],
    ) -> Result<String, ApiError> {
        let object = perform(self.state, operation, id, form)?;
        Ok(object["id"].as_str().unwrap_or_default().to_owned())
    }

    /// Creates a payment intent.
    pub(super) fn intent(&mut self, more: &[(&str, &str)]) -> Result<String, ApiError> {
        let (amount, currency, metadata) = wanted(self.body);
        let mut form = vec![("amount", amount.as_str()), ("currency", currency)];
        form.extend(metadata.iter().map(|(key, value)| (key.as_str(), *value)));
        form.extend(more);
        self.perform("POST /v1/payment_intents", "", &form)
    }

    /// Pays with a test card.
    pub(super) fn pay(&mut self, method: &str, more: &[(&str, &str)]) -> Result<String, ApiError> {
        let mut form = vec![
            ("confirm", "true"),
            ("payment_method", method),
            ("payment_method_types[]", "card"),
        ];
        form.extend(more);
        self.intent(&form)
    }

    /// Tries to pay with a card that is declined.
    pub(super) fn decline(&mut self) -> Result<(), ApiError> {
        match self.pay("pm_card_chargeDeclined", &[]) {
            Ok(_) => Err(ApiError::internal()),
            Err(error) if error.keeps_changes() => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Pays and gives the money back.
    pub(super) fn refund(&mut self, method: &str) -> Result<String, ApiError> {
        let intent = self.pay(method, &[])?;
        self.perform("POST /v1/refunds", "", &[("payment_intent", &intent)])
    }

    /// Pays with a card whose holder disputes it, at once.
    pub(super) fn dispute(&mut self) -> Result<String, ApiError> {
        let intent = self.pay("pm_card_createDispute", &[])?;
        let charge = self.charge_of(&intent)?;
        disputes::open(self.state, &charge);
        let charge: Option<Charge> = self.state.get(&charge);
        charge
            .and_then(|charge| charge.dispute)
            .ok_or_else(ApiError::internal)
    }

    /// Opens a Checkout Session.
    pub(super) fn session(&mut self) -> Result<String, ApiError> {
        let (amount, currency, metadata) = wanted(self.body);
        let mut form = vec![
            ("cancel_url", "https://shop.example/cart"),
            ("line_items[0][price_data][currency]", currency),
            ("line_items[0][price_data][product_data][name]", "Teapot"),
            ("line_items[0][price_data][unit_amount]", amount.as_str()),
            ("line_items[0][quantity]", "1"),
            ("mode", "payment"),
            ("payment_method_types[0]", "card"),
            ("success_url", "https://shop.example/thanks"),
        ];
        if currency == "eur" {
            form.push(("payment_method_types[1]", "sepa_debit"));
        }
        form.extend(metadata.iter().map(|(key, value)| (key.as_str(), *value)));
        self.perform("POST /v1/checkout/sessions", "", &form)
    }

    /// Pays a session as the form of its page does, and returns its payment intent.
    pub(super) fn pay_session(
        &mut self,
        session: &str,
        kind: &str,
        details: Value,
    ) -> Result<String, ApiError> {
        let method = [
            ("type".to_owned(), Value::from(kind)),
            (kind.to_owned(), details),
        ];
        let submission = Submission {
            told: Told {
                email: "jenny@example.com".to_owned(),
                name: Some("Jenny Rosen".to_owned()),
                phone: None,
                address: None,
                shipping: None,
            },
            shipping_option: 0,
            payment_method: Some(method.into_iter().collect()),
        };
        checkout_sessions::pay(self.state, session, submission)?;
        self.state
            .get::<CheckoutSession>(session)
            .and_then(|session| session.payment_intent)
            .ok_or_else(ApiError::internal)
    }

    /// Pays a session by direct debit, and has the bank of this IBAN answer at once.
    pub(super) fn bank_answers_for_a_session(&mut self, iban: &str) -> Result<(), ApiError> {
        let session = self.session()?;
        let intent = self.pay_session(&session, "sepa_debit", json!({ "iban": iban }))?;
        let charge = self.charge_of(&intent)?;
        payment_intents::settle_debit(self.state, &charge);
        Ok(())
    }

    fn charge_of(&self, intent: &str) -> Result<String, ApiError> {
        self.state
            .get::<PaymentIntent>(intent)
            .and_then(|intent| intent.latest_charge)
            .ok_or_else(ApiError::internal)
    }
}
