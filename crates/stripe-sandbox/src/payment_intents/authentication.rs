//! What the cardholder's answer to 3D Secure does to a payment.

use serde_json::json;

use super::attempt::attempt;
use super::{Confirmation, PaymentIntent, State};
use crate::api::error::ApiError;
use crate::challenge::{Answered, Authenticated};
use crate::checkout_sessions::follow;
use crate::payment_methods::PaymentMethod;
use crate::store;

/// Moves the intent on after the cardholder has answered.
///
/// A manual intent waits for its server; an automatic one is charged at once. `None` if the
/// intent does not ask this question, or no more.
pub(crate) fn finish_authentication(
    state: &mut store::State,
    intent: &str,
    challenge: &str,
    answer: Authenticated,
) -> Result<Option<Answered>, ApiError> {
    let Some(mut intent) = state.get::<PaymentIntent>(intent) else {
        return Ok(None);
    };
    let return_url = match &intent.state {
        State::RequiresAction(asked) if asked.id == challenge => asked.return_url.clone(),
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
    match (answer, intent.confirmation) {
        (Authenticated::No, _) => {
            intent.state = State::RequiresPaymentMethod;
            intent.payment_method = None;
            intent.last_payment_error = Some(json!({
                "code": "payment_intent_authentication_failure",
                "doc_url": "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
                "message": "We are unable to authenticate your payment method. Please choose a \
                            different payment method and try again.",
                "payment_method": method.shape(),
                "type": "invalid_request_error",
            }));
            let shape = intent.shape(state.base_url());
            state.record("payment_intent.payment_failed", &shape);
        }
        (Authenticated::Yes, Confirmation::Manual) => {
            intent.state = State::RequiresConfirmation {
                authenticated: Some(method.id),
            };
        }
        (Authenticated::Yes, Confirmation::Automatic) => {
            // A refusal is in the intent, where the browser finds it.
            let _refusal = attempt(state, &mut intent, method, true, None);
        }
    }
    let answered = Answered {
        object: "payment_intent",
        intent: intent.id.clone(),
        client_secret: intent.client_secret.clone(),
        return_url,
        succeeded: intent.state != State::RequiresPaymentMethod,
    };
    state.put(intent.clone());
    follow(state, &intent);
    Ok(Some(answered))
}
