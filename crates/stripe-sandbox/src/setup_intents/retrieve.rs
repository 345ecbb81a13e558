//! `GET /v1/setup_intents/{intent}`.

use serde_json::Value;

use super::SetupIntent;
use crate::api::Call;
use crate::api::error::ApiError;

/// The setup intent; for a browser only with its client secret.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let intent: SetupIntent = call.named("setup_intent", "intent")?;
    let client_secret = call.parameters.get("client_secret").and_then(Value::as_str);
    intent.check_client_secret(call.key, client_secret)?;
    Ok(intent.shape_for(call.key, call.base_url))
}
