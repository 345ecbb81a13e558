//! `GET /v1/products/{id}`.

use serde_json::Value;

use super::Product;
use crate::api::Call;
use crate::api::error::ApiError;

/// The product.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Product>("product", "id")
        .map(|product| product.shape())
}
