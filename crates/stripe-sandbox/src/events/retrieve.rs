//! `GET /v1/events/{id}`.

use serde_json::Value;

use super::Event;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::webhooks;

/// The event.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let event: Event = call.named("event", "id")?;
    Ok(event.shape(webhooks::pending(call.state, &event.id)))
}
