//! `DELETE /v1/customers/{customer}`.

use serde_json::Value;

use super::Customer;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::payment_methods::PaymentMethod;
use crate::store::HasTable;

/// Forgets the customer for good. Its PaymentMethods are detached; what it paid stays.
pub(crate) fn delete(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let customer = super::find(call.state, call.id, "id")?;
    let methods: Vec<PaymentMethod> = HasTable::<PaymentMethod>::table(call.state)
        .newest_first()
        .filter(|method| method.customer.as_ref() == Some(&customer.id))
        .map(|method| PaymentMethod::clone(method))
        .collect();
    call.state.record("customer.deleted", &customer.shape());
    let deleted = Customer {
        id: customer.id,
        created: customer.created,
        deleted: true,
        ..Customer::default()
    };
    let shape = deleted.shape();
    call.state.put(deleted);
    for method in methods {
        method.detach(call.state);
    }
    Ok(shape)
}
