//! `GET /v1/tokens/{token}`.

use serde_json::Value;

use super::Token;
use crate::api::Call;
use crate::api::error::ApiError;

/// The token.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Token>("token", "token")
        .map(|token| token.shape())
}
