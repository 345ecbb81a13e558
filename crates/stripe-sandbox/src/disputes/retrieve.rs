//! `GET /v1/disputes/{dispute}`.

use serde_json::Value;

use super::Dispute;
use crate::api::Call;
use crate::api::error::ApiError;

/// The dispute.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Dispute>("dispute", "dispute")
        .map(|dispute| dispute.shape(call.state))
}
