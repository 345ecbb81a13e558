//! `POST /v1/customers`.

use serde::Deserialize;
use serde_json::Value;

use super::Customer;
use super::details::{Details, check_default_payment_method, refuse_sources};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::ids;
use crate::payment_methods::find_or_make;

#[derive(Deserialize)]
struct Parameters {
    payment_method: Option<String>,
    test_clock: Option<String>,
    #[serde(flatten)]
    details: Details,
}

/// Makes a customer, with a PaymentMethod if one is named.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_sources(&call.parameters)?;
    let parameters: Parameters = call.parameters()?;
    if let Some(clock) = &parameters.test_clock {
        return Err(ApiError::missing("test clock", clock, "test_clock"));
    }
    let mut customer = Customer {
        id: ids::object("cus"),
        created: call.now,
        ..Customer::default()
    };
    parameters.details.write(&mut customer)?;
    let method = match &parameters.payment_method {
        None => None,
        Some(id) => {
            let method = find_or_make(call.state, id, "payment_method", call.now)?;
            method.check_attachable(&customer.id)?;
            // The id of a ready-made one stands for the PaymentMethod that was made of it.
            let default = &mut customer.invoice_settings.default_payment_method;
            if default.as_ref() == Some(id) {
                *default = Some(method.id.clone());
            }
            Some(method)
        }
    };
    check_default_payment_method(call.state, &customer, method.as_ref())?;
    let shape = customer.shape();
    call.state.record("customer.created", &shape);
    if let Some(mut method) = method {
        method.attach(call.state, &customer.id);
        call.state.put(method);
    }
    call.state.put(customer);
    Ok(shape)
}
