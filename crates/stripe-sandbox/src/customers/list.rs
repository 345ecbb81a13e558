//! `GET /v1/customers`.

use serde::Deserialize;
use serde_json::Value;

use super::Customer;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::HasTable;

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    email: Option<String>,
    test_clock: Option<String>,
}

/// The customers, or those with an email address exactly as given.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    if let Some(clock) = &parameters.test_clock {
        return Err(ApiError::missing("test clock", clock, "test_clock"));
    }
    parameters.page.of(
        HasTable::<Customer>::table(call.state),
        "/v1/customers",
        |customer| customer.created,
        |customer| {
            !customer.deleted && (parameters.email.is_none() || parameters.email == customer.email)
        },
        Customer::shape,
    )
}
