//! `POST /v1/refunds/{refund}/cancel`.

use serde_json::Value;

use super::Refund;
use crate::api::Call;
use crate::api::error::ApiError;

/// Always refuses: only a refund that waits for the customer can be canceled, and those to cards
/// never do.
pub(crate) fn cancel(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let refund: Refund = call.named("refund", "refund")?;
    Err(ApiError::invalid_request(format!(
        "You cannot cancel refund {} because it has a status of {}. Only a refund with the \
         following status may be canceled: requires_action.",
        refund.id,
        refund.status.as_str()
    )))
}
