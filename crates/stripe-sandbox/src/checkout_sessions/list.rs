//! `GET /v1/checkout/sessions`.

use serde::Deserialize;
use serde_json::Value;

use super::{CheckoutSession, Status};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::HasTable;

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    customer: Option<String>,
    customer_account: Option<String>,
    customer_details: Option<CustomerDetails>,
    payment_intent: Option<String>,
    payment_link: Option<String>,
    status: Option<Status>,
    subscription: Option<String>,
}

#[derive(Deserialize)]
struct CustomerDetails {
    email: String,
}

/// The sessions of the account, of a customer, with a status, or that of a payment intent.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    // The sandbox's sessions have none of these.
    let unknown = parameters
        .customer_account
        .or(parameters.payment_link)
        .or(parameters.subscription);
    let wanted = |wanted: &Option<String>, has: &Option<String>| wanted.is_none() || wanted == has;
    parameters.page.of(
        HasTable::<CheckoutSession>::table(call.state),
        "/v1/checkout/sessions",
        |session| session.created,
        |session| {
            unknown.is_none()
                && wanted(&parameters.customer, &session.customer)
                && wanted(&parameters.payment_intent, &session.payment_intent)
                && parameters
                    .status
                    .is_none_or(|status| status == session.status)
                && parameters.customer_details.as_ref().is_none_or(|details| {
                    session
                        .email()
                        .is_some_and(|email| email.eq_ignore_ascii_case(&details.email))
                })
        },
        |session| session.shape(call.base_url),
    )
}
