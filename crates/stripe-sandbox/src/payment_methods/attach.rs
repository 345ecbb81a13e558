//! `POST /v1/payment_methods/{payment_method}/attach`, and what else saves a PaymentMethod.

use serde::Deserialize;
use serde_json::Value;

use super::{Instrument, PaymentMethod, find_or_make};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::customers;
use crate::store::State;

#[derive(Deserialize)]
struct Parameters {
    customer: Option<String>,
    customer_account: Option<String>,
}

/// Saves a PaymentMethod with a customer, if its issuer does not refuse.
pub(crate) fn attach(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    if let Some(account) = &parameters.customer_account {
        return Err(ApiError::missing("account", account, "customer_account"));
    }
    let Some(customer) = parameters.customer else {
        return Err(
            ApiError::parameter("customer", "Missing required param: customer.")
                .with("code", "parameter_missing"),
        );
    };
    let mut method = find_or_make(call.state, call.id, "payment_method", call.now)?;
    let customer = customers::find(call.state, &customer, "customer")?;
    method.check_attachable(&customer.id)?;
    method.attach(call.state, &customer.id);
    let shape = method.shape();
    call.state.put(method);
    Ok(shape)
}

impl PaymentMethod {
    /// Whether it may become the customer's, the issuer's word included.
    pub(crate) fn check_attachable(&self, customer: &str) -> Result<(), ApiError> {
        self.check_unused()?;
        match &self.customer {
            Some(owner) if owner == customer => return Ok(()),
            Some(_) => {
                return Err(ApiError::invalid_request(
                    "The payment method you provided has already been attached to a customer.",
                )
                .with("code", "payment_method_unexpected_state")
                .with("param", "payment_method"));
            }
            None => {}
        }
        let decline = match &self.instrument {
            Instrument::Card(card) => card.behaviour()?.decline_of_check(),
            Instrument::SepaDebit(_) => None,
        };
        match decline {
            Some(decline) => Err(ApiError::declined(decline.error())),
            None => Ok(()),
        }
    }

    /// Makes it the customer's, and says so if it was not.
    pub(crate) fn attach(&mut self, state: &mut State, customer: &str) {
        if self.customer.is_some() {
            return;
        }
        self.customer = Some(customer.to_owned());
        self.checked = true;
        state.record("payment_method.attached", &self.shape());
    }
}
