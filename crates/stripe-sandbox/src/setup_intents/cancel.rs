//! `POST /v1/setup_intents/{intent}/cancel`.

use serde_json::Value;

use super::attempt::abandon;
use super::{SetupIntent, State};
use crate::api::Call;
use crate::api::error::ApiError;

/// Gives up saving the card.
pub(crate) fn cancel(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let mut intent: SetupIntent = call.named("setup_intent", "intent")?;
    match &intent.state {
        State::RequiresPaymentMethod | State::RequiresConfirmation | State::RequiresAction(_) => {}
        State::Succeeded | State::Canceled { .. } => {
            let message = format!(
                "You cannot cancel this SetupIntent because it has a status of {}. Only a SetupIntent \
                 with one of the following statuses may be canceled: requires_payment_method, \
                 requires_confirmation, requires_action.",
                intent.state.status()
            );
            return Err(intent.unexpected_state(call.base_url, message));
        }
    }
    abandon(call.state, &intent);
    let reason = call
        .parameters
        .get("cancellation_reason")
        .and_then(Value::as_str);
    intent.state = State::Canceled {
        reason: reason.map(str::to_owned),
    };
    let shape = intent.shape(call.base_url);
    call.state.record("setup_intent.canceled", &shape);
    call.state.put(intent);
    Ok(shape)
}
