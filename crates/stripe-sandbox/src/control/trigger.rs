//! `POST /_sandbox/trigger`: has an event happen, by the operations that make it happen.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, read, run};
use crate::api::error::ApiError;
use crate::api::metadata::Metadata;
use crate::api::perform;
use crate::charges::Charge;
use crate::events::Event;
use crate::payment_intents::PaymentIntent;
use crate::sandbox::Shared;
use crate::store::{self, HasTable};
use crate::{disputes, refunds};

/// What a payment costs if the caller does not say.
const AMOUNT: i64 = 2_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    event: String,
    /// Minor units.
    amount: Option<i64>,
    /// Euros, if none.
    currency: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

/// Makes the objects to which the event happens. Answers with all events that came of it.
pub(super) async fn trigger(State(shared): State<Arc<Shared>>, body: Bytes) -> Answer {
    let body: Body = read(&body)?;
    let events = run(&shared, |state| {
        let last = HasTable::<Event>::table(state)
            .newest_first()
            .next()
            .and_then(|event| HasTable::<Event>::table(state).number(&event.id));
        let outcome = make(state, &body);
        if outcome.is_err() {
            state.rollback();
        }
        outcome.map(|()| {
            HasTable::<Event>::table(state)
                .after(last.unwrap_or_default())
                .map(|(_, event)| json!({ "id": event.id, "type": event.kind }))
                .collect::<Vec<Value>>()
        })
    });
    let events = events.await??;
    Ok(Json(json!({ "event": body.event, "events": events })))
}

/// Makes an event of this type happen.
type Recipe = fn(&mut Maker<'_>) -> Result<(), ApiError>;

/// How each event is made.
const RECIPES: &[(&str, Recipe)] = &[
    ("charge.captured", |make| {
        let held = make.pay("pm_card_visa", &[("capture_method", "manual")])?;
        make.perform("POST /v1/payment_intents/{intent}/capture", &held, &[])
            .map(drop)
    }),
    ("charge.dispute.closed", |make| {
        let dispute = make.dispute()?;
        disputes::close(make.state, &dispute, false).map_err(|_| ApiError::internal())
    }),
    ("charge.dispute.created", |make| make.dispute().map(drop)),
    ("charge.failed", |make| make.decline()),
    ("charge.refunded", |make| {
        make.refund("pm_card_visa").map(drop)
    }),
    ("charge.succeeded", |make| {
        make.pay("pm_card_visa", &[]).map(drop)
    }),
    ("payment_intent.amount_capturable_updated", |make| {
        make.pay("pm_card_visa", &[("capture_method", "manual")])
            .map(drop)
    }),
    ("payment_intent.canceled", |make| {
        let intent = make.intent(&[("payment_method_types[]", "card")])?;
        make.perform("POST /v1/payment_intents/{intent}/cancel", &intent, &[])
            .map(drop)
    }),
    ("payment_intent.created", |make| {
        make.intent(&[("payment_method_types[]", "card")]).map(drop)
    }),
    ("payment_intent.payment_failed", |make| make.decline()),
    ("payment_intent.processing", |make| {
        make.intent(&[
            ("confirm", "true"),
            ("mandate_data[customer_acceptance][type]", "offline"),
            ("payment_method_data[type]", "sepa_debit"),
            (
                "payment_method_data[billing_details][email]",
                "jenny@example.com",
            ),
            ("payment_method_data[billing_details][name]", "Jenny Rosen"),
            (
                "payment_method_data[sepa_debit][iban]",
                "AT611904300234573201",
            ),
            ("payment_method_types[]", "sepa_debit"),
        ])
        .map(drop)
    }),
    ("payment_intent.requires_action", |make| {
        make.pay("pm_card_authenticationRequired", &[]).map(drop)
    }),
    ("payment_intent.succeeded", |make| {
        make.pay("pm_card_visa", &[]).map(drop)
    }),
    ("refund.created", |make| {
        make.refund("pm_card_visa").map(drop)
    }),
    ("refund.failed", |make| {
        let refund = make.refund("pm_card_refundFail")?;
        refunds::settle(make.state, &refund);
        Ok(())
    }),
    ("refund.updated", |make| {
        let refund = make.refund("pm_card_pendingRefund")?;
        refunds::settle(make.state, &refund);
        Ok(())
    }),
];

fn make(state: &mut store::State, body: &Body) -> Result<(), ApiError> {
    let Some((_, recipe)) = RECIPES.iter().find(|(kind, _)| *kind == body.event) else {
        let known: Vec<&str> = RECIPES.iter().map(|(kind, _)| *kind).collect();
        let message = format!("event must be one of {}", known.join(", "));
        return Err(ApiError::parameter("event", message));
    };
    recipe(&mut Maker { state, body })
}

/// What recipes are made of.
struct Maker<'a> {
    state: &'a mut store::State,
    body: &'a Body,
}

impl Maker<'_> {
    /// Performs an operation and returns the id of its object.
    fn perform(
        &mut self,
        operation: &str,
        id: &str,
        form: &[(&str, &str)],
    ) -> Result<String, ApiError> {
        let object = perform(self.state, operation, id, form)?;
        Ok(object["id"].as_str().unwrap_or_default().to_owned())
    }

    /// Creates a payment intent.
    fn intent(&mut self, more: &[(&str, &str)]) -> Result<String, ApiError> {
        let body = self.body;
        let amount = body.amount.unwrap_or(AMOUNT).to_string();
        let metadata: Vec<(String, &str)> = body
            .metadata
            .iter()
            .map(|(key, value)| (format!("metadata[{key}]"), value.as_str()))
            .collect();
        let mut form = vec![
            ("amount", amount.as_str()),
            ("currency", body.currency.as_deref().unwrap_or("eur")),
        ];
        form.extend(metadata.iter().map(|(key, value)| (key.as_str(), *value)));
        form.extend(more);
        self.perform("POST /v1/payment_intents", "", &form)
    }

    /// Pays with a test card.
    fn pay(&mut self, method: &str, more: &[(&str, &str)]) -> Result<String, ApiError> {
        let mut form = vec![
            ("confirm", "true"),
            ("payment_method", method),
            ("payment_method_types[]", "card"),
        ];
        form.extend(more);
        self.intent(&form)
    }

    /// Tries to pay with a card that is declined.
    fn decline(&mut self) -> Result<(), ApiError> {
        match self.pay("pm_card_chargeDeclined", &[]) {
            Ok(_) => Err(ApiError::internal()),
            Err(error) if error.keeps_changes() => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Pays and gives the money back.
    fn refund(&mut self, method: &str) -> Result<String, ApiError> {
        let intent = self.pay(method, &[])?;
        self.perform("POST /v1/refunds", "", &[("payment_intent", &intent)])
    }

    /// Pays with a card whose holder disputes it, at once.
    fn dispute(&mut self) -> Result<String, ApiError> {
        let intent = self.pay("pm_card_createDispute", &[])?;
        let charge = self
            .state
            .get::<PaymentIntent>(&intent)
            .and_then(|intent| intent.latest_charge)
            .ok_or_else(ApiError::internal)?;
        disputes::open(self.state, &charge);
        let dispute = self
            .state
            .get::<Charge>(&charge)
            .and_then(|charge| charge.dispute);
        dispute.ok_or_else(ApiError::internal)
    }
}
