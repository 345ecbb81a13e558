//! `GET /v1/payment_intents`.

use serde::Deserialize;
use serde_json::Value;

use super::PaymentIntent;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::HasTable;

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    customer: Option<String>,
}

/// The payment intents of the account or of a customer.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    parameters.page.of(
        HasTable::<PaymentIntent>::table(call.state),
        "/v1/payment_intents",
        |intent| intent.created,
        |intent| parameters.customer.is_none() || parameters.customer == intent.customer,
        |intent| intent.shape(call.base_url),
    )
}
