//! `DELETE /v1/webhook_endpoints/{webhook_endpoint}`.

use serde_json::{Value, json};

use super::WebhookEndpoint;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::store::HasTable;

/// Forgets the address; what was still to be delivered to it is not.
pub(crate) fn delete(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let endpoint: WebhookEndpoint = call.named("webhook endpoint", "webhook_endpoint")?;
    HasTable::<WebhookEndpoint>::table_mut(call.state).remove(&endpoint.id);
    Ok(json!({ "id": endpoint.id, "object": "webhook_endpoint", "deleted": true }))
}
