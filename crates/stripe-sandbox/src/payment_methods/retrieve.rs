//! `GET /v1/payment_methods/{payment_method}`.

use serde_json::Value;

use super::find_or_make;
use crate::api::Call;
use crate::api::error::ApiError;

/// The PaymentMethod, or a new one for a ready-made id.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    find_or_make(call.state, call.id, "payment_method", call.now).map(|method| method.shape())
}
