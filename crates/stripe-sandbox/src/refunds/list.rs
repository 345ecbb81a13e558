//! `GET /v1/refunds`, and the refunds inside a charge.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Refund;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::{HasTable, State};

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    charge: Option<String>,
    payment_intent: Option<String>,
}

/// The refunds of the account, of a charge or of a payment intent.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    parameters.page.of(
        HasTable::<Refund>::table(call.state),
        "/v1/refunds",
        |refund| refund.created,
        |refund| {
            parameters
                .charge
                .as_ref()
                .is_none_or(|charge| *charge == refund.charge)
                && (parameters.payment_intent.is_none()
                    || parameters.payment_intent == refund.payment_intent)
        },
        Refund::shape,
    )
}

/// The newest refunds of one charge, as the charge shows them.
pub(crate) fn of_charge(state: &State, charge: &str) -> Value {
    const SHOWN: usize = 10;
    let table = HasTable::<Refund>::table(state);
    let of_charge = || {
        table
            .newest_first()
            .filter(|refund| refund.charge == charge)
    };
    let data: Vec<Value> = of_charge()
        .take(SHOWN)
        .map(|refund| refund.shape())
        .collect();
    json!({
        "object": "list",
        "data": data,
        "has_more": of_charge().nth(SHOWN).is_some(),
        "url": format!("/v1/charges/{charge}/refunds"),
    })
}
