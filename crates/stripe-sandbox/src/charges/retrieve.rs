//! `GET /v1/charges/{charge}`.

use serde_json::Value;

use super::Charge;
use crate::api::Call;
use crate::api::error::ApiError;

/// The charge.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Charge>("charge", "id")
        .map(|charge| charge.shape())
}
