//! `POST /v1/payment_methods/{payment_method}/detach`.

use serde_json::Value;

use super::PaymentMethod;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::customers::Customer;
use crate::store::State;

/// Takes the PaymentMethod from its customer. It can never be used again.
pub(crate) fn detach(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let method: PaymentMethod = call.named("PaymentMethod", "payment_method")?;
    if method.customer.is_none() {
        return Err(ApiError::invalid_request(
            "The payment method you provided is not attached to a customer so detachment is \
             impossible.",
        )
        .with("param", "payment_method"));
    }
    Ok(method.detach(call.state))
}

impl PaymentMethod {
    /// Takes it from the customer that it is attached to, and returns its shape.
    pub(crate) fn detach(mut self, state: &mut State) -> Value {
        let before = self.shape();
        let customer = self.customer.take();
        self.detached = true;
        let shape = self.shape();
        state.record_change("payment_method.detached", &before, &shape);
        if let Some(customer) = customer {
            Customer::forget_payment_method(state, &customer, &self.id);
        }
        state.put(self);
        shape
    }
}
