//! `GET /v1/prices/{price}`.

use serde_json::Value;

use super::Price;
use crate::api::Call;
use crate::api::error::ApiError;

/// The price.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Price>("price", "price")
        .map(|price| price.shape())
}
