//! `POST /v1/payment_intents/{intent}`.

use serde::Deserialize;
use serde_json::Value;

use super::confirm::{Confirming, refuse_unsupported};
use super::create::{INVALID_PARAMETER, check_methods};
use super::{CaptureMethod, Methods, PaymentIntent, State};
use crate::api::error::ApiError;
use crate::api::metadata::MetadataChange;
use crate::api::{Call, assign};
use crate::{currencies, customers};

/// Parameters that change the payment itself, not only what is written on it.
const PAYMENT: &[&str] = &[
    "amount",
    "capture_method",
    "currency",
    "customer",
    "payment_method",
    "payment_method_data",
    "payment_method_types",
    "setup_future_usage",
];

#[derive(Deserialize)]
struct Parameters {
    amount: Option<i64>,
    capture_method: Option<CaptureMethod>,
    currency: Option<String>,
    customer: Option<String>,
    description: Option<String>,
    metadata: Option<MetadataChange>,
    payment_method_types: Option<Vec<String>>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
    transfer_group: Option<String>,
    #[serde(flatten)]
    details: Confirming,
}

/// Changes the payment while it can still be changed, and what is written on it at any time.
pub(crate) fn update(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unsupported(&call.parameters)?;
    let changes_payment = PAYMENT
        .iter()
        .any(|name| call.parameters.get(name).is_some());
    let parameters: Parameters = call.parameters()?;
    let mut intent: PaymentIntent = call.named("payment_intent", "intent")?;
    let open = matches!(
        intent.state,
        State::RequiresPaymentMethod
            | State::RequiresConfirmation { .. }
            | State::RequiresAction(_)
    );
    if changes_payment && !open {
        let message = format!(
            "This PaymentIntent could not be updated because it has a status of {}. You may only \
             update the payment of a PaymentIntent with one of the following statuses: \
             requires_payment_method, requires_confirmation, requires_action.",
            intent.state.status()
        );
        return Err(intent.unexpected_state(call.base_url, message));
    }
    if let Some(customer) = &parameters.customer {
        if intent.customer.as_ref().is_some_and(|set| set != customer) {
            return Err(ApiError::invalid_request(
                "You cannot modify `customer` on a PaymentIntent once it already has been set. To \
                 fulfill a payment with a different Customer, cancel this PaymentIntent and create a \
                 new one.",
            )
            .with("param", "customer"));
        }
        if !customer.is_empty() {
            customers::find(call.state, customer, "customer")?;
        }
    }
    assign(&mut intent.customer, parameters.customer);
    if parameters.amount.is_some() || parameters.currency.is_some() {
        intent.amount = parameters.amount.unwrap_or(intent.amount);
        intent.currency = parameters.currency.unwrap_or(intent.currency);
        currencies::check_amount(intent.amount, &intent.currency)?;
        // What the cardholder agreed to was another amount.
        if intent.payment_method.is_some() {
            intent.state = State::RequiresConfirmation {
                authenticated: None,
            };
        }
    }
    intent.capture_method = parameters.capture_method.unwrap_or(intent.capture_method);
    if let Some(types) = parameters.payment_method_types {
        intent.methods = Methods::listed(types, INVALID_PARAMETER)?;
    }
    check_methods(&intent)?;
    let mut details = parameters.details;
    if details.unsets_payment_method() {
        intent.payment_method = None;
        intent.state = State::RequiresPaymentMethod;
    }
    details.settle_details(call, &mut intent)?;
    assign(&mut intent.description, parameters.description);
    assign(
        &mut intent.statement_descriptor,
        parameters.statement_descriptor,
    );
    assign(
        &mut intent.statement_descriptor_suffix,
        parameters.statement_descriptor_suffix,
    );
    assign(&mut intent.transfer_group, parameters.transfer_group);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut intent.metadata)?;
    }
    let shape = intent.shape(call.base_url);
    call.state.put(intent);
    Ok(shape)
}
