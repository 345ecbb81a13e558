//! `POST /v1/payment_methods`.

use serde::Deserialize;
use serde_json::Value;

use super::{Instrument, PaymentMethod};
use crate::api::error::ApiError;
use crate::api::metadata::MetadataChange;
use crate::api::{Call, KeyKind};
use crate::bank_accounts::AccountDetails;
use crate::cards::{BillingDetails, CardDetails};
use crate::store::State;
use crate::tokens;

/// What a PaymentMethod is made of; `payment_method_data` has the same members.
#[derive(Deserialize)]
pub(crate) struct CreateParameters {
    #[serde(rename = "type")]
    kind: Option<String>,
    card: Option<CardParameter>,
    sepa_debit: Option<AccountDetails>,
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

/// Makes a PaymentMethod of a card, a token or a bank account.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    for copying in ["customer", "payment_method"] {
        if call.parameters.get(copying).is_some() {
            let message = format!(
                "`{copying}` copies a PaymentMethod to a connected account, and the sandbox has none. \
                 To save a PaymentMethod with a customer, attach it."
            );
            return Err(ApiError::parameter(copying, message));
        }
    }
    let parameters: CreateParameters = call.parameters()?;
    let now = call.now;
    let method = from_parameters(call.state, parameters, "", now)?;
    let mut shape = method.shape();
    if call.key == KeyKind::Publishable {
        hide_from_browsers(&mut shape, &method);
    }
    Ok(shape)
}

/// Leaves out of a PaymentMethod's shape, or a preview's, what a browser did not tell itself.
pub(crate) fn hide_from_browsers(shape: &mut Value, method: &PaymentMethod) {
    let details = shape.get_mut(method.instrument.kind());
    if let Some(details) = details.and_then(Value::as_object_mut) {
        details.remove("fingerprint");
    }
}

/// Makes and stores a PaymentMethod; `within` is the parameter that holds the members, if any.
pub(crate) fn from_parameters(
    state: &mut State,
    parameters: CreateParameters,
    within: &str,
    now: i64,
) -> Result<PaymentMethod, ApiError> {
    let method = made_of(state, parameters, within, now)?;
    state.put(method.clone());
    Ok(method)
}

/// Makes a PaymentMethod without storing it; `within` is the parameter that holds the members, if any.
pub(crate) fn made_of(
    state: &mut State,
    parameters: CreateParameters,
    within: &str,
    now: i64,
) -> Result<PaymentMethod, ApiError> {
    let param = |name: &str| match name.split_once('[') {
        _ if within.is_empty() => name.to_owned(),
        Some((first, rest)) => format!("{within}[{first}][{rest}"),
        None => format!("{within}[{name}]"),
    };
    let missing = |name: &str| {
        ApiError::parameter(
            &param(name),
            format!("Missing required param: {}.", param(name)),
        )
        .with("code", "parameter_missing")
    };
    let mut billing_details = parameters.billing_details;
    let instrument = match parameters.kind.as_deref() {
        Some("card") => Instrument::Card(match parameters.card {
            None => return Err(missing("card")),
            Some(CardParameter::Token { token }) => {
                let owned = tokens::spend(state, &token, &param("card[token]"), now)?;
                billing_details.fill_in(owned.owner);
                owned.card
            }
            Some(CardParameter::Details(details)) => details.check(now)?,
        }),
        Some("sepa_debit") => {
            let Some(account) = parameters.sepa_debit else {
                return Err(missing("sepa_debit"));
            };
            // A mandate names its payer.
            if billing_details.name.is_none() {
                return Err(missing("billing_details[name]"));
            }
            if billing_details.email.is_none() {
                return Err(missing("billing_details[email]"));
            }
            account.check(&param("sepa_debit[iban]"))?.into()
        }
        None => return Err(missing("type")),
        Some(other) => {
            let message = format!(
                "The payment method type \"{other}\" is invalid: the sandbox's account takes \
                 card and sepa_debit."
            );
            return Err(ApiError::parameter(&param("type"), message));
        }
    };
    let mut method = PaymentMethod::new(instrument, billing_details, now);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut method.metadata)?;
    }
    if let Some(allow_redisplay) = parameters.allow_redisplay {
        method.allow_redisplay = allow_redisplay;
    }
    Ok(method)
}
