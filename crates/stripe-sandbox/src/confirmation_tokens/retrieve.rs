//! `GET /v1/confirmation_tokens/{confirmation_token}`.

use serde_json::Value;

use super::ConfirmationToken;
use crate::api::Call;
use crate::api::error::ApiError;

/// The token, used or not.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<ConfirmationToken>("confirmation_token", "confirmation_token")
        .map(|token| token.shape())
}
