//! `POST /v1/charges/{charge}/capture`.

use serde::Deserialize;
use serde_json::Value;

use super::{Charge, create};
use crate::api::error::ApiError;
use crate::api::{Call, assign};
use crate::currencies;

#[derive(Deserialize)]
struct Parameters {
    amount: Option<i64>,
    receipt_email: Option<String>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
    transfer_group: Option<String>,
}

/// Takes the money that a charge holds, or a part of it; the rest is let go.
pub(crate) fn capture(call: &mut Call<'_>) -> Result<Value, ApiError> {
    create::refuse_unsupported(&call.parameters)?;
    let parameters: Parameters = call.parameters()?;
    let mut charge: Charge = call.named("charge", "charge")?;
    let id = &charge.id;
    let refuse =
        |code: &str, message: String| Err(ApiError::invalid_request(message).with("code", code));
    if let Some(intent) = &charge.payment_intent {
        return Err(ApiError::invalid_request(format!(
            "Charge {id} belongs to the PaymentIntent {intent}: capture that instead."
        )));
    }
    if charge.decline.is_some() {
        return Err(ApiError::invalid_request(format!(
            "Charge {id} failed and holds no money to capture."
        )));
    }
    if charge.captured {
        let message = format!("Charge {id} has already been captured.");
        return refuse("charge_already_captured", message);
    }
    if charge.amount_refunded > 0 {
        let message = format!("Charge {id} has already been refunded.");
        return refuse("charge_already_refunded", message);
    }
    let amount = parameters.amount.unwrap_or(charge.amount);
    if amount > charge.amount {
        let message = format!(
            "You cannot capture {}, more than the {} that charge {id} holds.",
            currencies::format(amount, &charge.currency),
            currencies::format(charge.amount, &charge.currency),
        );
        return Err(ApiError::invalid_request(message).with("param", "amount"));
    }
    if amount < 1 {
        return Err(ApiError::parameter(
            "amount",
            "This value must be greater than or equal to 1.",
        )
        .with("code", "parameter_invalid_integer"));
    }
    let before = charge.shape();
    assign(&mut charge.receipt_email, parameters.receipt_email);
    assign(
        &mut charge.statement_descriptor,
        parameters.statement_descriptor,
    );
    assign(
        &mut charge.statement_descriptor_suffix,
        parameters.statement_descriptor_suffix,
    );
    assign(&mut charge.transfer_group, parameters.transfer_group);
    charge.take(call.state, amount);
    let shape = charge.shape();
    call.state.record_change("charge.captured", &before, &shape);
    call.state.put(charge);
    Ok(shape)
}
