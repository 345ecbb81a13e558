//! `POST /v1/checkout/sessions/{session}/expire`, and sessions whose time has come.

use serde_json::{Value, json};

use super::{CheckoutSession, Status};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::payment_intents;
use crate::store::State;

/// Ends a session that nobody has paid.
pub(crate) fn expire(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let session: CheckoutSession = call.named("checkout.session", "session")?;
    let status = match session.status {
        Status::Open => return Ok(end(call.state, session)),
        Status::Complete => "complete",
        Status::Expired => "expired",
    };
    Err(ApiError::invalid_request(format!(
        "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a \
         status of `{status}`."
    )))
}

/// Ends a session at its time, unless it has ended before.
pub(crate) fn expire_due(state: &mut State, id: &str) {
    let session: Option<CheckoutSession> = state.get(id);
    if let Some(session) = session.filter(|session| session.status == Status::Open) {
        end(state, session);
    }
}

fn end(state: &mut State, mut session: CheckoutSession) -> Value {
    session.status = Status::Expired;
    let intent = session.payment_intent.clone();
    let base_url = state.base_url().to_owned();
    let shape = session.shape(&base_url);
    state.put(session);
    if let Some(intent) = intent {
        let mut call = Call::inside(
            state,
            &base_url,
            &intent,
            json!({ "cancellation_reason": "expired" }),
        );
        if let Err(error) = payment_intents::cancel(&mut call) {
            tracing::error!(?error, intent, "the payment of an expired session goes on");
        }
    }
    state.record("checkout.session.expired", &shape);
    shape
}
