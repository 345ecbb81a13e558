//! What the cardholder's answer to 3D Secure does to a card that is to be saved.

use serde_json::json;

use super::attempt::{attempt, fail};
use super::{SetupIntent, State};
use crate::api::error::ApiError;
use crate::challenge::{Answered, Authenticated};
use crate::payment_methods::PaymentMethod;
use crate::store;

/// Moves the intent on after the cardholder has answered.
///
/// `None` if the intent does not ask this question, or no more.
pub(crate) fn finish_authentication(
    state: &mut store::State,
    intent: &str,
    challenge: &str,
    answer: Authenticated,
) -> Result<Option<Answered>, ApiError> {
    let Some(mut intent) = state.get::<SetupIntent>(intent) else {
        return Ok(None);
    };
    let return_url = match intent.challenge() {
        Some(asked) if asked.id == challenge => asked.return_url.clone(),
        _ => return Ok(None),
    };
    let method: Option<PaymentMethod> = intent
        .payment_method
        .as_deref()
        .and_then(|id| state.get(id));
    let Some(method) = method else {
        tracing::error!(
            intent = intent.id,
            "the cardholder was asked for no PaymentMethod"
        );
        return Err(ApiError::internal());
    };
    match answer {
        Authenticated::Yes => {
            // A refusal is in the intent, where the browser finds it.
            let _refusal = attempt(state, &mut intent, method, true);
        }
        Authenticated::No => {
            let error = json!({
                "code": "setup_intent_authentication_failure",
                "doc_url": "https://stripe.com/docs/error-codes/setup-intent-authentication-failure",
                "message": "We are unable to authenticate your payment method. Please choose a \
                            different payment method and try again.",
                "payment_method": method.shape(),
                "type": "invalid_request_error",
            });
            fail(state, &mut intent, error);
        }
    }
    let answered = Answered {
        object: "setup_intent",
        intent: intent.id.clone(),
        client_secret: intent.client_secret.clone(),
        return_url,
        succeeded: intent.state == State::Succeeded,
    };
    state.put(intent);
    Ok(Some(answered))
}
