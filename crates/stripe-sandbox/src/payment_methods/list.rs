//! `GET /v1/payment_methods` and `GET /v1/customers/{customer}/payment_methods`.

use serde::Deserialize;
use serde_json::Value;

use super::PaymentMethod;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::customers;
use crate::store::HasTable;

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    allow_redisplay: Option<String>,
    customer: Option<String>,
    customer_account: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// The PaymentMethods that are attached: to a customer, or to any.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    if let Some(account) = &parameters.customer_account {
        return Err(ApiError::missing("account", account, "customer_account"));
    }
    if let Some(customer) = &parameters.customer {
        customers::find(call.state, customer, "customer")?;
    }
    page(call, &parameters, "/v1/payment_methods")
}

/// The PaymentMethods of the customer that the path names.
pub(crate) fn list_of_customer(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let mut parameters: Parameters = call.parameters()?;
    let customer = customers::find(call.state, call.id, "customer")?;
    let url = format!("/v1/customers/{}/payment_methods", customer.id);
    parameters.customer = Some(customer.id);
    page(call, &parameters, &url)
}

fn page(call: &Call<'_>, parameters: &Parameters, url: &str) -> Result<Value, ApiError> {
    parameters.page.of(
        HasTable::<PaymentMethod>::table(call.state),
        url,
        |method| method.created,
        |method| {
            let wanted = |wanted: &Option<String>, is: &str| {
                wanted.as_deref().is_none_or(|wanted| wanted == is)
            };
            method
                .customer
                .as_deref()
                .is_some_and(|customer| wanted(&parameters.customer, customer))
                && wanted(&parameters.kind, method.instrument.kind())
                && wanted(&parameters.allow_redisplay, &method.allow_redisplay)
        },
        PaymentMethod::shape,
    )
}
