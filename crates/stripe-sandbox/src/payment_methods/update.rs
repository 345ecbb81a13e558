//! `POST /v1/payment_methods/{payment_method}`.

use serde::Deserialize;
use serde_json::Value;

use super::{Instrument, PaymentMethod};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::metadata::MetadataChange;
use crate::cards::BillingDetails;

#[derive(Deserialize)]
struct Parameters {
    allow_redisplay: Option<String>,
    billing_details: Option<BillingDetails>,
    card: Option<CardChange>,
    metadata: Option<MetadataChange>,
}

#[derive(Deserialize)]
struct CardChange {
    exp_month: Option<i64>,
    exp_year: Option<i64>,
}

/// Changes what is known of a saved PaymentMethod.
pub(crate) fn update(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let mut method: PaymentMethod = call.named("PaymentMethod", "payment_method")?;
    let is = method.instrument.kind();
    for kind in ["card", "payto", "us_bank_account"] {
        if kind != is && call.parameters.get(kind).is_some() {
            let message = format!(
                "The payment method {} is of type {is}: `{kind}` cannot be set on it.",
                method.id
            );
            return Err(ApiError::invalid_request(message).with("param", kind));
        }
    }
    let parameters: Parameters = call.parameters()?;
    if method.customer.is_none() {
        return Err(ApiError::invalid_request(
            "You must save this PaymentMethod to a customer before you can update it.",
        )
        .with("code", "payment_method_unexpected_state")
        .with("param", "payment_method"));
    }
    let before = method.shape();
    if let (Some(change), Instrument::Card(card)) = (parameters.card, &mut method.instrument) {
        card.renew(change.exp_month, change.exp_year, call.now)?;
    }
    if let Some(details) = parameters.billing_details {
        method.billing_details.merge(details);
    }
    if let Some(allow_redisplay) = parameters.allow_redisplay {
        method.allow_redisplay = allow_redisplay;
    }
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut method.metadata)?;
    }
    let shape = method.shape();
    if shape != before {
        call.state
            .record_change("payment_method.updated", &before, &shape);
        call.state.put(method);
    }
    Ok(shape)
}
