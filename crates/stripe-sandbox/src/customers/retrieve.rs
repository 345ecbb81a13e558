//! `GET /v1/customers/{customer}`.

use serde_json::Value;

use super::Customer;
use crate::api::Call;
use crate::api::error::ApiError;

/// The customer; of a deleted one, that it is.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Customer>("customer", "id")
        .map(|customer| customer.shape())
}
