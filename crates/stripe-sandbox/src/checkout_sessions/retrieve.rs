//! `GET /v1/checkout/sessions/{session}`.

use serde_json::Value;

use super::CheckoutSession;
use crate::api::Call;
use crate::api::error::ApiError;

/// The session.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let session: CheckoutSession = call.named("checkout.session", "session")?;
    Ok(session.shape(call.base_url))
}
