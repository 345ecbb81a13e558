//! `POST /v1/setup_intents`.

use serde::Deserialize;
use serde_json::Value;

use super::confirm::Confirming;
use super::{SetupIntent, State};
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, assign, refuse_unmodelled};
use crate::payment_intents::Choice;
use crate::{customers, ids};

/// The code of a refusal of what an intent is to be made of.
pub(super) const INVALID_PARAMETER: &str = "setup_intent_invalid_parameter";

/// Parameters that mean nothing until the intent is confirmed.
const CONFIRMING: &[&str] = &["confirmation_token", "mandate_data", "return_url"];

/// Parameters of Stripe's that the sandbox refuses rather than ignores: they say who may charge
/// whom, and how much, in ways it does not model.
const UNSUPPORTED: &[&str] = &[
    "attach_to_self",
    "customer_account",
    "flow_directions",
    "on_behalf_of",
    "single_use",
];

#[derive(Deserialize)]
struct Parameters {
    #[serde(default)]
    confirm: bool,
    customer: Option<String>,
    description: Option<String>,
    metadata: Option<MetadataChange>,
    usage: Option<String>,
    #[serde(flatten)]
    choice: Choice,
    #[serde(flatten)]
    confirming: Confirming,
}

/// Starts saving a card, and goes on at once if asked to.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unmodelled(&call.parameters, UNSUPPORTED)?;
    if call.parameters.get("confirm") != Some(&Value::Bool(true)) {
        for name in CONFIRMING {
            if call.parameters.get(name).is_some() {
                let message =
                    format!("The parameter `{name}` can only be used with `confirm=true`.");
                return Err(ApiError::parameter(name, message));
            }
        }
    }
    let parameters: Parameters = call.parameters()?;
    if let Some(customer) = &parameters.customer {
        customers::find(call.state, customer, "customer")?;
    }
    let methods = parameters.choice.methods(INVALID_PARAMETER)?;
    if methods.types() != ["card"] {
        return Err(ApiError::invalid_request(
            "The sandbox's SetupIntents save cards and nothing else.",
        )
        .with("code", INVALID_PARAMETER)
        .with("param", "payment_method_types"));
    }
    let id = ids::object("seti");
    let mut intent = SetupIntent {
        client_secret: ids::client_secret(&id),
        id,
        created: call.now,
        state: State::RequiresPaymentMethod,
        methods,
        customer: parameters.customer,
        description: None,
        last_setup_error: None,
        latest_attempt: None,
        metadata: Metadata::new(),
        payment_method: None,
        request_three_d_secure: None,
        usage: parameters.usage.unwrap_or_else(|| "off_session".to_owned()),
    };
    assign(&mut intent.description, parameters.description);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut intent.metadata)?;
    }
    let mut confirming = parameters.confirming;
    confirming.settle_details(call, &mut intent)?;
    let created = intent.shape(call.base_url);
    call.state.record("setup_intent.created", &created);
    if parameters.confirm {
        confirming.confirm(call, &mut intent)?;
    }
    let shape = intent.shape(call.base_url);
    call.state.put(intent);
    Ok(shape)
}
