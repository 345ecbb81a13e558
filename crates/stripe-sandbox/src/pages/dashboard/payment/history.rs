//! All that belongs to a payment, gathered from the state.

use std::sync::Arc;

use serde_json::Value;

use crate::charges::Charge;
use crate::checkout_sessions::CheckoutSession;
use crate::events::Event;
use crate::pages::dashboard::event_rows::Row;
use crate::pages::dashboard::payment_rows::Payment;
use crate::pages::dashboard::requests::{Request, of_events};
use crate::store::{HasTable, State};
use crate::{api, refunds};

pub(super) enum Found {
    Payment(Box<History>),
    /// The id is that of an attempt to charge for this intent.
    AttemptOf(String),
}

/// All that belongs to a payment; the oldest first in each list.
pub(super) struct History {
    pub(super) payment: Payment,
    /// The intent or direct charge, as the API shows it, like all that follows.
    pub(super) shape: Value,
    /// The Checkout Session on whose page it was paid.
    pub(super) session: Option<String>,
    pub(super) attempts: Vec<Arc<Charge>>,
    pub(super) refunds: Vec<Value>,
    pub(super) disputes: Vec<Value>,
    /// Balance transactions.
    pub(super) movements: Vec<Value>,
    pub(super) events: Vec<Row>,
    pub(super) requests: Vec<Request>,
}

/// What belongs to the payment intent or charge with this id.
pub(super) fn find(state: &State, id: &str, base_url: &str) -> Option<Found> {
    let charges = HasTable::<Charge>::table(state);
    let Some(payment) = Payment::find(state, id) else {
        return charges
            .get(id)?
            .payment_intent
            .clone()
            .map(Found::AttemptOf);
    };
    // Whatever belongs to the payment is no older than it.
    let created = payment.created();
    let mut attempts: Vec<Arc<Charge>> = charges
        .newest_first()
        .take_while(|charge| charge.created >= created)
        .filter(|charge| charge.payment_intent.as_deref() == Some(id) || charge.id == id)
        .cloned()
        .collect();
    attempts.reverse();
    let mut events: Vec<Row> = HasTable::<Event>::table(state)
        .newest_first()
        .take_while(|event| event.created >= created)
        .filter(|event| event.subject.payment.as_deref() == Some(id))
        .map(|event| Row::of(state, event))
        .collect();
    events.reverse();
    let paid = || attempts.iter().filter(|charge| charge.decline.is_none());
    let mut refunds: Vec<Value> = paid()
        .filter_map(|charge| {
            let list = refunds::of_charge(state, &charge.id);
            list["data"].as_array().cloned()
        })
        .flatten()
        .collect();
    refunds.reverse();
    let disputes: Vec<Value> = paid()
        .filter_map(|charge| api::whole(charge.dispute.as_ref()?, state, base_url))
        .collect();
    let mut movements: Vec<Value> = paid()
        .filter_map(|charge| charge.balance_transaction.as_deref())
        .chain(refunds.iter().flat_map(|refund| {
            ["balance_transaction", "failure_balance_transaction"]
                .iter()
                .filter_map(|name| refund[*name].as_str())
        }))
        .filter_map(|id| api::whole(id, state, base_url))
        .chain(disputes.iter().flat_map(|dispute| {
            let movements = dispute["balance_transactions"].as_array();
            movements.into_iter().flatten().cloned()
        }))
        .collect();
    movements.sort_by_key(|movement| movement["created"].as_i64());
    Some(Found::Payment(Box::new(History {
        shape: api::whole(id, state, base_url)?,
        session: HasTable::<CheckoutSession>::table(state)
            .newest_first()
            .find(|session| session.payment_intent.as_deref() == Some(id))
            .map(|session| session.id.clone()),
        requests: of_events(state, &events),
        payment,
        attempts,
        refunds,
        disputes,
        movements,
        events,
    })))
}
