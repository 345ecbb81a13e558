//! `POST /v1/payment_intents/{intent}/cancel`.

use serde_json::Value;

use super::{PaymentIntent, State};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::charges::Charge;
use crate::checkout_sessions::{CheckoutSession, Status};
use crate::store;

/// Gives the payment up; money that was only held is let go.
pub(crate) fn cancel(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let mut intent: PaymentIntent = call.named("payment_intent", "intent")?;
    if pays_open_session(call, &intent) {
        return Err(intent.unexpected_state(
            call.base_url,
            "You cannot cancel this PaymentIntent because a Checkout Session made it. Expire the Checkout \
             Session instead.",
        ));
    }
    match &intent.state {
        State::RequiresPaymentMethod
        | State::RequiresConfirmation { .. }
        | State::RequiresAction(_) => {}
        State::RequiresCapture => {
            let held = intent
                .latest_charge
                .as_deref()
                .and_then(|id| call.state.get::<Charge>(id));
            if let Some(mut charge) = held {
                charge.let_go(call.state, "charge.refunded");
                call.state.put(charge);
            }
        }
        State::Processing | State::Succeeded { .. } | State::Canceled { .. } => {
            let message = format!(
                "You cannot cancel this PaymentIntent because it has a status of {}. Only a \
                 PaymentIntent with one of the following statuses may be canceled: \
                 requires_payment_method, requires_capture, requires_confirmation, requires_action.",
                intent.state.status()
            );
            return Err(intent.unexpected_state(call.base_url, message));
        }
    }
    let reason = call
        .parameters
        .get("cancellation_reason")
        .and_then(Value::as_str);
    intent.state = State::Canceled {
        at: call.now,
        reason: reason.map(str::to_owned),
    };
    let shape = intent.shape(call.base_url);
    call.state.record("payment_intent.canceled", &shape);
    call.state.put(intent);
    Ok(shape)
}

/// Gives a payment up whose money was held for too long. An intent that is gone, or holds none,
/// is left alone.
pub(crate) fn expire(state: &mut store::State, id: &str) {
    let intent: Option<PaymentIntent> = state.get(id);
    let Some(mut intent) = intent.filter(|intent| intent.state == State::RequiresCapture) else {
        return;
    };
    intent.state = State::Canceled {
        at: state.now(),
        reason: Some("automatic".to_owned()),
    };
    let shape = intent.shape(state.base_url());
    state.record("payment_intent.canceled", &shape);
    state.put(intent);
}

fn pays_open_session(call: &Call<'_>, intent: &PaymentIntent) -> bool {
    let session: Option<CheckoutSession> = intent
        .checkout_session
        .as_deref()
        .and_then(|id| call.state.get(id));
    session.is_some_and(|session| session.status == Status::Open)
}
