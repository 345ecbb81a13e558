//! `POST /v1/payment_intents/{intent}`.

use serde::Deserialize;
use serde_json::Value;

use super::confirm::{refuse_unsupported, shipping_shape};
use super::{PaymentIntent, State};
use crate::api::error::ApiError;
use crate::api::metadata::MetadataChange;
use crate::api::{Call, assign};
use crate::currencies;
use crate::customers::Customer;
use crate::payment_methods::{self, CreateParameters, find_or_make};

#[derive(Deserialize)]
struct Parameters {
    amount: Option<i64>,
    currency: Option<String>,
    customer: Option<String>,
    description: Option<String>,
    metadata: Option<MetadataChange>,
    payment_method: Option<String>,
    payment_method_data: Option<CreateParameters>,
    receipt_email: Option<String>,
    setup_future_usage: Option<String>,
    shipping: Option<Value>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
    transfer_group: Option<String>,
}

impl Parameters {
    /// Whether the payment itself changes, not only what is written on it.
    fn change_the_payment(&self) -> bool {
        self.amount.is_some()
            || self.currency.is_some()
            || self.customer.is_some()
            || self.payment_method.is_some()
            || self.payment_method_data.is_some()
            || self.setup_future_usage.is_some()
    }
}

/// Changes the payment while it can still be changed.
pub(crate) fn update(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unsupported(&call.parameters)?;
    let parameters: Parameters = call.parameters()?;
    let mut intent: PaymentIntent = call.named("payment_intent", "intent")?;
    let open = matches!(
        intent.state,
        State::RequiresPaymentMethod
            | State::RequiresConfirmation { .. }
            | State::RequiresAction(_)
    );
    if parameters.change_the_payment() && !open {
        let message = format!(
            "This PaymentIntent could not be updated because it has a status of {}. You may only \
             update the payment of a PaymentIntent with one of the following statuses: \
             requires_payment_method, requires_confirmation, requires_action.",
            intent.state.status()
        );
        return Err(intent.unexpected_state(call.base_url, message));
    }
    if let Some(currency) = parameters.currency {
        intent.currency = currency;
    }
    intent.amount = parameters.amount.unwrap_or(intent.amount);
    if open {
        currencies::check_amount(intent.amount, &intent.currency)?;
    }
    if let Some(customer) = parameters
        .customer
        .as_ref()
        .filter(|customer| !customer.is_empty())
        && call.state.get::<Customer>(customer).is_none()
    {
        return Err(ApiError::missing("customer", customer, "customer"));
    }
    let changed = parameters.amount.is_some() || intent.payment_method.is_none();
    let method = match (parameters.payment_method_data, parameters.payment_method) {
        (Some(data), _) => {
            let within = "payment_method_data";
            Some(payment_methods::from_parameters(call.state, data, within, call.now)?.id)
        }
        (None, Some(id)) if id.is_empty() => {
            intent.payment_method = None;
            intent.state = State::RequiresPaymentMethod;
            None
        }
        (None, Some(id)) => Some(find_or_make(call.state, &id, "payment_method", call.now)?.id),
        (None, None) => None,
    };
    let replaced = method.is_some();
    if let Some(method) = method {
        intent.payment_method = Some(method);
    }
    // An answer of the cardholder holds for one card and one amount.
    if open && intent.payment_method.is_some() && (replaced || changed) {
        intent.state = State::RequiresConfirmation {
            authenticated: None,
        };
    }
    assign(&mut intent.customer, parameters.customer);
    assign(&mut intent.description, parameters.description);
    assign(&mut intent.receipt_email, parameters.receipt_email);
    assign(
        &mut intent.setup_future_usage,
        parameters.setup_future_usage,
    );
    assign(
        &mut intent.statement_descriptor,
        parameters.statement_descriptor,
    );
    assign(
        &mut intent.statement_descriptor_suffix,
        parameters.statement_descriptor_suffix,
    );
    assign(&mut intent.transfer_group, parameters.transfer_group);
    if let Some(shipping) = parameters.shipping {
        intent.shipping = shipping.is_object().then(|| shipping_shape(shipping));
    }
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut intent.metadata)?;
    }
    let shape = intent.shape(call.base_url);
    call.state.put(intent);
    Ok(shape)
}
