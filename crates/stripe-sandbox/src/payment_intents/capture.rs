//! `POST /v1/payment_intents/{intent}/capture`.

use serde_json::Value;

use super::confirm::refuse_unsupported;
use super::{PaymentIntent, State};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::charges::Charge;
use crate::checkout_sessions::follow;

/// Takes the money that is held, or a part of it; the rest is let go.
pub(crate) fn capture(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unsupported(&call.parameters)?;
    let mut intent: PaymentIntent = call.named("payment_intent", "intent")?;
    if intent.state != State::RequiresCapture {
        let message = format!(
            "This PaymentIntent could not be captured because it has a status of {}. Only a \
             PaymentIntent with one of the following statuses may be captured: requires_capture.",
            intent.state.status()
        );
        return Err(intent.unexpected_state(call.base_url, message));
    }
    let amount = call
        .parameters
        .get("amount_to_capture")
        .and_then(Value::as_i64);
    let amount = amount.unwrap_or(intent.amount);
    if !(1..=intent.amount).contains(&amount) {
        let message = format!(
            "The amount to capture must be between 1 and the amount that can be captured, {}.",
            intent.amount
        );
        return Err(ApiError::invalid_request(message).with("param", "amount_to_capture"));
    }
    let held = intent
        .latest_charge
        .as_deref()
        .and_then(|id| call.state.get::<Charge>(id));
    let Some(mut charge) = held else {
        tracing::error!(
            intent = intent.id,
            "the charge that holds the money is gone"
        );
        return Err(ApiError::internal());
    };
    let before = charge.shape();
    charge.take(call.state, amount);
    call.state
        .record_change("charge.captured", &before, &charge.shape());
    call.state.put(charge);
    intent.state = State::Succeeded { received: amount };
    let shape = intent.shape(call.base_url);
    call.state.record("payment_intent.succeeded", &shape);
    call.state.put(intent.clone());
    follow(call.state, &intent);
    Ok(shape)
}
