//! `GET /v1/payment_intents/{intent}`.

use serde_json::Value;

use super::PaymentIntent;
use crate::api::Call;
use crate::api::error::ApiError;

/// The payment intent; for a browser only with its client secret.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let intent: PaymentIntent = call.named("payment_intent", "intent")?;
    let client_secret = call.parameters.get("client_secret").and_then(Value::as_str);
    intent.check_client_secret(call.key, client_secret)?;
    Ok(intent.shape_for(call.key, call.base_url))
}
