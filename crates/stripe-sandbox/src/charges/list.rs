//! `GET /v1/charges`.

use serde::Deserialize;
use serde_json::Value;

use super::Charge;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::HasTable;

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    customer: Option<String>,
    payment_intent: Option<String>,
    transfer_group: Option<String>,
}

/// The charges of the account, of a customer, of a payment intent or of a transfer group.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let wanted = |wanted: &Option<String>, has: &Option<String>| wanted.is_none() || wanted == has;
    parameters.page.of(
        HasTable::<Charge>::table(call.state),
        "/v1/charges",
        |charge| charge.created,
        |charge| {
            wanted(&parameters.customer, &charge.customer)
                && wanted(&parameters.payment_intent, &charge.payment_intent)
                && wanted(&parameters.transfer_group, &charge.transfer_group)
        },
        Charge::shape,
    )
}
