//! `GET /v1/webhook_endpoints/{webhook_endpoint}`.

use serde_json::Value;

use super::WebhookEndpoint;
use crate::api::Call;
use crate::api::error::ApiError;

/// The endpoint, without its secret.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let endpoint: WebhookEndpoint = call.named("webhook endpoint", "webhook_endpoint")?;
    Ok(endpoint.shape())
}
