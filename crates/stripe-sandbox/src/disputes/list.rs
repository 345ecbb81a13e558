//! `GET /v1/disputes`.

use serde::Deserialize;
use serde_json::Value;

use super::Dispute;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::HasTable;

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    charge: Option<String>,
    payment_intent: Option<String>,
}

/// The disputes of the account, of a charge or of a payment intent.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let state = &*call.state;
    parameters.page.of(
        HasTable::<Dispute>::table(state),
        "/v1/disputes",
        |dispute| dispute.created,
        |dispute| {
            parameters
                .charge
                .as_ref()
                .is_none_or(|charge| *charge == dispute.charge)
                && (parameters.payment_intent.is_none()
                    || parameters.payment_intent == dispute.payment_intent)
        },
        |dispute| dispute.shape(state),
    )
}
