//! `GET /v1/balance_transactions/{id}`.

use serde_json::Value;

use super::BalanceTransaction;
use crate::api::Call;
use crate::api::error::ApiError;

/// The balance transaction.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<BalanceTransaction>("balance transaction", "id")
        .map(|transaction| transaction.shape(call.now))
}
