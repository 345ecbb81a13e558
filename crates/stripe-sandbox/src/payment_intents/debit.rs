//! A direct debit: the bank is asked at once and answers later.

use super::attempt::refused;
use super::{PaymentIntent, State};
use crate::cards::Decline;
use crate::charges::Charge;
use crate::checkout_sessions::follow;
use crate::payment_methods::{Instrument, PaymentMethod};
use crate::store;

/// Moves a payment on, now that the bank has answered for its pending charge.
pub(crate) fn settle_debit(state: &mut store::State, charge: &str) {
    let Some(mut charge) = state.get::<Charge>(charge).filter(|charge| charge.pending) else {
        return;
    };
    let Instrument::SepaDebit(account) = &charge.instrument else {
        return;
    };
    charge.pending = false;
    charge.decline = (!account.pays).then_some(Decline::DebitFailed);
    if charge.decline.is_none() {
        charge.book(state);
    }
    let intent = charge
        .payment_intent
        .as_deref()
        .and_then(|id| state.get(id));
    let method: Option<PaymentMethod> = state.get(&charge.payment_method);
    let shape = charge.shape();
    let (amount, decline) = (charge.amount, charge.decline);
    let charge_id = charge.id.clone();
    state.put(charge);
    state.record(
        if decline.is_none() {
            "charge.succeeded"
        } else {
            "charge.failed"
        },
        &shape,
    );
    let Some(mut intent): Option<PaymentIntent> = intent else {
        return;
    };
    match (decline, method) {
        (None, _) => {
            intent.state = State::Succeeded { received: amount };
            let shape = intent.shape(state.base_url());
            state.record("payment_intent.succeeded", &shape);
        }
        (Some(decline), Some(method)) => {
            let _told_by_events = refused(state, &mut intent, decline, &charge_id, &method);
        }
        (Some(_), None) => {
            // Old objects are forgotten; without its method the payment cannot say what failed.
            intent.state = State::RequiresPaymentMethod;
            intent.payment_method = None;
        }
    }
    state.put(intent.clone());
    follow(state, &intent);
}
