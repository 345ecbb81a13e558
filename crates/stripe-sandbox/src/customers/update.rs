//! `POST /v1/customers/{customer}`.

use serde_json::Value;

use super::details::{Details, check_default_payment_method, refuse_sources};
use crate::api::Call;
use crate::api::error::ApiError;

/// Changes what is known of the customer.
pub(crate) fn update(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_sources(&call.parameters)?;
    let details: Details = call.parameters()?;
    let mut customer = super::find(call.state, call.id, "id")?;
    let before = customer.shape();
    details.write(&mut customer)?;
    check_default_payment_method(call.state, &customer, None)?;
    let shape = customer.shape();
    if shape != before {
        call.state
            .record_change("customer.updated", &before, &shape);
        call.state.put(customer);
    }
    Ok(shape)
}
