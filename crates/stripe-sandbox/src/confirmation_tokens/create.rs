//! `POST /v1/confirmation_tokens`, which Stripe.js calls, and `POST
//! /v1/test_helpers/confirmation_tokens`, which tests of a server call.

use serde::Deserialize;
use serde_json::{Value, json};

use super::ConfirmationToken;
use crate::addresses;
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, KeyKind};
use crate::challenge::check_return_url;
use crate::ids;
use crate::payment_methods::{CreateParameters, find_or_make, hide_from_browsers, made_of};

#[derive(Deserialize)]
struct Parameters {
    client_context: Option<ClientContext>,
    mandate_data: Option<Value>,
    metadata: Option<MetadataChange>,
    payment_method: Option<String>,
    payment_method_data: Option<CreateParameters>,
    payment_method_options: Option<Options>,
    return_url: Option<String>,
    setup_future_usage: Option<String>,
    shipping: Option<Value>,
    use_stripe_sdk: Option<bool>,
}

/// What the page's Elements were made with.
#[derive(Deserialize)]
struct ClientContext {
    setup_future_usage: Option<String>,
}

#[derive(Deserialize)]
struct Options {
    card: Option<CardOptions>,
}

#[derive(Deserialize)]
struct CardOptions {
    cvc_token: Option<String>,
}

/// Keeps what the Elements of a page collected.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    make(call, parameters, true)
}

/// Stands in for the page. There may be no Stripe.js to handle what comes next.
pub(crate) fn create_for_test(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    make(call, parameters, false)
}

fn make(
    call: &mut Call<'_>,
    parameters: Parameters,
    use_stripe_sdk: bool,
) -> Result<Value, ApiError> {
    let method = match (parameters.payment_method_data, parameters.payment_method) {
        (Some(_), Some(_)) => {
            return Err(ApiError::parameter(
                "payment_method",
                "You may only specify one of these parameters: payment_method, payment_method_data.",
            ));
        }
        (Some(data), None) => made_of(call.state, data, "payment_method_data", call.now)?,
        (None, Some(id)) => find_or_make(call.state, &id, "payment_method", call.now)?,
        (None, None) => {
            return Err(ApiError::parameter(
                "payment_method_data",
                "Missing required param: payment_method_data.",
            )
            .with("code", "parameter_missing"));
        }
    };
    if let Some(return_url) = &parameters.return_url {
        check_return_url(return_url)?;
    }
    let mut metadata = Metadata::new();
    if let Some(change) = parameters.metadata {
        change.apply(&mut metadata)?;
    }
    let of_page = parameters
        .client_context
        .and_then(|context| context.setup_future_usage);
    let token = ConfirmationToken {
        id: ids::object("ctoken"),
        created: call.now,
        method: Box::new(method),
        cvc_token: parameters
            .payment_method_options
            .and_then(|options| options.card?.cvc_token),
        mandate_data: parameters.mandate_data.filter(Value::is_object),
        metadata,
        return_url: parameters.return_url,
        setup_future_usage: parameters.setup_future_usage.or(of_page),
        shipping: parameters.shipping.filter(Value::is_object).map(|given| {
            json!({
                "address": addresses::address(&given["address"]),
                "name": given["name"],
                "phone": given.get("phone").filter(|phone| phone.as_str() != Some("")),
            })
        }),
        use_stripe_sdk: parameters.use_stripe_sdk.unwrap_or(use_stripe_sdk),
        used_by: None,
    };
    let mut shape = token.shape();
    if call.key == KeyKind::Publishable {
        hide_from_browsers(&mut shape["payment_method_preview"], &token.method);
    }
    call.state.put(token);
    Ok(shape)
}
