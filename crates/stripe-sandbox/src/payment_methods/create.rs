//! `POST /v1/payment_methods`.

use serde::Deserialize;
use serde_json::Value;

use super::PaymentMethod;
use crate::api::error::ApiError;
use crate::api::metadata::MetadataChange;
use crate::api::{Call, KeyKind};
use crate::cards::{BillingDetails, CardDetails};
use crate::store::State;
use crate::tokens;

/// What a PaymentMethod is made of; `payment_method_data` has the same members.
#[derive(Deserialize)]
pub(crate) struct CreateParameters {
    #[serde(rename = "type")]
    kind: Option<String>,
    card: Option<CardParameter>,
    #[serde(default)]
    billing_details: BillingDetails,
    allow_redisplay: Option<String>,
    metadata: Option<MetadataChange>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CardParameter {
    Token { token: String },
    Details(CardDetails),
}

/// Makes a PaymentMethod of a card or a token.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: CreateParameters = call.parameters()?;
    let now = call.now;
    let method = from_parameters(call.state, parameters, "", now)?;
    let mut shape = method.shape();
    // A browser learns no more than it told.
    if call.key == KeyKind::Publishable
        && let Some(card) = shape.get_mut("card").and_then(Value::as_object_mut)
    {
        card.remove("fingerprint");
    }
    Ok(shape)
}

/// Makes and stores a PaymentMethod; `within` is the parameter that holds the members, if any.
pub(crate) fn from_parameters(
    state: &mut State,
    parameters: CreateParameters,
    within: &str,
    now: i64,
) -> Result<PaymentMethod, ApiError> {
    let param = |name: &str| {
        if within.is_empty() {
            name.to_owned()
        } else {
            format!("{within}[{name}]")
        }
    };
    let missing = |name: &str| {
        ApiError::parameter(
            &param(name),
            format!("Missing required param: {}.", param(name)),
        )
        .with("code", "parameter_missing")
    };
    match parameters.kind.as_deref() {
        Some("card") => {}
        None => return Err(missing("type")),
        Some(other) => {
            let message = format!(
                "The payment method type \"{other}\" is invalid: the sandbox's account takes cards only."
            );
            return Err(ApiError::parameter(&param("type"), message));
        }
    }
    let card = match parameters.card {
        None => return Err(missing("card")),
        Some(CardParameter::Token { token }) => {
            tokens::spend_card(state, &token, &param("card[token]"), now)?
        }
        Some(CardParameter::Details(details)) => details.check(now)?,
    };
    let mut method = PaymentMethod::new(card, parameters.billing_details, now);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut method.metadata)?;
    }
    if let Some(allow_redisplay) = parameters.allow_redisplay {
        method.allow_redisplay = allow_redisplay;
    }
    state.put(method.clone());
    Ok(method)
}
