//! `POST /_sandbox/payment_methods/{id}/expiry`: a card that ends while it is saved.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::{Answer, read, run};
use crate::api::error::ApiError;
use crate::payment_methods::{Instrument, PaymentMethod};
use crate::sandbox::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    exp_month: i64,
    /// Of four digits.
    exp_year: i64,
}

/// Sets until when a card is valid, and answers with its PaymentMethod. The API takes no month that is over.
pub(super) async fn expiry(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let Body {
        exp_month,
        exp_year,
    } = read(&body)?;
    if !(1..=12).contains(&exp_month) || !(2000..=2100).contains(&exp_year) {
        return Err(ApiError::invalid_request("The body: there is no such month.").into());
    }
    let changed = run(&shared, |state| {
        let mut method: PaymentMethod = state.get(&id)?;
        let Instrument::Card(card) = &mut method.instrument else {
            return None;
        };
        card.end(exp_month, exp_year);
        let shape = method.shape();
        state.put(method);
        Some(shape)
    });
    let changed = changed.await?;
    Ok(Json(changed.ok_or_else(|| {
        ApiError::missing("PaymentMethod", &id, "id")
    })?))
}
