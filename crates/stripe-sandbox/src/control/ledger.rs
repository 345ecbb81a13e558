//! `GET /_sandbox/ledger`: what money moved, for tests that hold a shop's books against it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Answer, run};
use crate::api::metadata::Metadata;
use crate::charges::Charge;
use crate::payment_intents::PaymentIntent;
use crate::refunds::Refund;
use crate::sandbox::Shared;
use crate::store::{self, HasTable};

/// The money of one payment, in minor units.
#[derive(Debug, Default, Clone, Copy, Serialize)]
struct Money {
    captured: i64,
    /// Given back, and not failed or pending.
    refunded: i64,
}

impl Money {
    fn add(&mut self, other: Money) {
        self.captured += other.captured;
        self.refunded += other.refunded;
    }
}

#[derive(Serialize)]
struct Payment {
    payment_intent: Option<String>,
    /// Those that were approved.
    charges: Vec<String>,
    amount: i64,
    currency: String,
    status: String,
    #[serde(flatten)]
    money: Money,
    metadata: Metadata,
}

/// Every payment, oldest first, and the totals by currency.
pub(super) async fn ledger(State(shared): State<Arc<Shared>>) -> Answer {
    let payments = run(&shared, |state| payments(state)).await?;
    let mut totals: BTreeMap<&str, Money> = BTreeMap::new();
    for payment in &payments {
        totals
            .entry(&payment.currency)
            .or_default()
            .add(payment.money);
    }
    Ok(Json(json!({ "payments": payments, "totals": totals })))
}

fn payments(state: &store::State) -> Vec<Payment> {
    let refunded = refunded(state);
    let mut of_intents: HashMap<&str, (Vec<String>, Money)> = HashMap::new();
    let mut alone = Vec::new();
    let charges = HasTable::<Charge>::table(state).newest_first().rev();
    for charge in charges.filter(|charge| charge.decline.is_none()) {
        let money = Money {
            captured: charge.amount_captured,
            refunded: refunded.get(&charge.id).copied().unwrap_or_default(),
        };
        match &charge.payment_intent {
            Some(intent) => {
                let (ids, sum) = of_intents.entry(intent).or_default();
                ids.push(charge.id.clone());
                sum.add(money);
            }
            None => alone.push(Payment {
                payment_intent: None,
                charges: vec![charge.id.clone()],
                amount: charge.amount,
                currency: charge.currency.clone(),
                status: text(&charge.shape(), "status"),
                money,
                metadata: charge.metadata.clone(),
            }),
        }
    }
    let mut payments: Vec<Payment> = HasTable::<PaymentIntent>::table(state)
        .newest_first()
        .rev()
        .map(|intent| {
            let (charges, money) = of_intents.remove(intent.id.as_str()).unwrap_or_default();
            Payment {
                payment_intent: Some(intent.id.clone()),
                charges,
                amount: intent.amount,
                currency: intent.currency.clone(),
                status: intent.state.status().to_owned(),
                money,
                metadata: intent.metadata.clone(),
            }
        })
        .collect();
    payments.append(&mut alone);
    payments
}

/// What was given back of each charge. A hold that was let go was never there to give back.
fn refunded(state: &store::State) -> HashMap<String, i64> {
    let mut refunded = HashMap::new();
    for refund in HasTable::<Refund>::table(state).newest_first() {
        let shape = refund.shape();
        if text(&shape, "status") == "succeeded" && !shape["balance_transaction"].is_null() {
            let amount = shape["amount"].as_i64().unwrap_or_default();
            *refunded.entry(text(&shape, "charge")).or_default() += amount;
        }
    }
    refunded
}

fn text(shape: &Value, name: &str) -> String {
    shape[name].as_str().unwrap_or_default().to_owned()
}
