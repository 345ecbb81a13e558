//! `GET /v1/refunds/{refund}`.

use serde_json::Value;

use super::Refund;
use crate::api::Call;
use crate::api::error::ApiError;

/// The refund.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Refund>("refund", "refund")
        .map(|refund| refund.shape())
}
