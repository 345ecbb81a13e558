//! `POST /v1/payment_intents`.

use serde::Deserialize;
use serde_json::Value;

use super::confirm::{Confirming, refuse_unsupported};
use super::{CaptureMethod, Choice, Confirmation, PaymentIntent, State};
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, assign};
use crate::{currencies, customers, ids};

#[derive(Deserialize)]
struct Parameters {
    amount: i64,
    currency: String,
    capture_method: Option<CaptureMethod>,
    /// Given by the hosted page alone: the list of parameters keeps it from callers.
    checkout_session: Option<String>,
    #[serde(default)]
    confirm: bool,
    confirmation_method: Option<Confirmation>,
    customer: Option<String>,
    description: Option<String>,
    metadata: Option<MetadataChange>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
    transfer_group: Option<String>,
    #[serde(flatten)]
    choice: Choice,
    #[serde(flatten)]
    confirming: Confirming,
}

/// The code of a refusal of what an intent is to be made of.
pub(super) const INVALID_PARAMETER: &str = "payment_intent_invalid_parameter";

/// Parameters that mean nothing until the intent is confirmed.
const CONFIRMING: &[&str] = &[
    "confirmation_token",
    "error_on_requires_action",
    "mandate",
    "mandate_data",
    "off_session",
    "return_url",
];

/// Starts a payment, and confirms it at once if asked to.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unsupported(&call.parameters)?;
    if call.parameters.get("confirm") != Some(&Value::Bool(true)) {
        for only_confirming in CONFIRMING {
            if call.parameters.get(only_confirming).is_some() {
                let message = format!(
                    "The parameter `{only_confirming}` can only be used with `confirm=true`."
                );
                return Err(ApiError::parameter(only_confirming, message));
            }
        }
    }
    let parameters: Parameters = call.parameters()?;
    currencies::check_amount(parameters.amount, &parameters.currency)?;
    if let Some(customer) = &parameters.customer {
        customers::find(call.state, customer, "customer")?;
    }
    let id = ids::object("pi");
    let mut intent = PaymentIntent {
        client_secret: ids::client_secret(&id),
        id,
        created: call.now,
        amount: parameters.amount,
        currency: parameters.currency,
        state: State::RequiresPaymentMethod,
        confirmation: parameters
            .confirmation_method
            .unwrap_or(Confirmation::Automatic),
        latest_charge: None,
        capture_method: parameters
            .capture_method
            .unwrap_or(CaptureMethod::AutomaticAsync),
        methods: parameters.choice.methods(INVALID_PARAMETER)?,
        checkout_session: parameters.checkout_session,
        customer: parameters.customer,
        description: None,
        last_payment_error: None,
        metadata: Metadata::new(),
        payment_method: None,
        request_three_d_secure: None,
        cvc_given: false,
        receipt_email: None,
        setup_future_usage: None,
        card_setup_future_usage: None,
        shipping: None,
        statement_descriptor: None,
        statement_descriptor_suffix: None,
        transfer_group: None,
    };
    assign(&mut intent.description, parameters.description);
    assign(
        &mut intent.statement_descriptor,
        parameters.statement_descriptor,
    );
    assign(
        &mut intent.statement_descriptor_suffix,
        parameters.statement_descriptor_suffix,
    );
    assign(&mut intent.transfer_group, parameters.transfer_group);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut intent.metadata)?;
    }
    check_methods(&intent)?;
    let mut confirming = parameters.confirming;
    confirming.settle_details(call, &mut intent)?;
    let created = intent.shape(call.base_url);
    call.state.record("payment_intent.created", &created);
    if parameters.confirm {
        confirming.confirm(call, &mut intent)?;
    }
    let shape = intent.shape(call.base_url);
    call.state.put(intent);
    Ok(shape)
}

/// Checks that the intent can be paid in each of the ways that it lists.
pub(super) fn check_methods(intent: &PaymentIntent) -> Result<(), ApiError> {
    if !intent.methods.types().contains(&"sepa_debit") {
        return Ok(());
    }
    let refuse = |message: String, param: &str| {
        Err(ApiError::invalid_request(message)
            .with("code", INVALID_PARAMETER)
            .with("param", param))
    };
    if intent.currency != "eur" {
        let message = format!(
            "The currency provided ({}) is invalid for one or more of the payment methods listed: \
             sepa_debit takes eur only.",
            intent.currency
        );
        return refuse(message, "currency");
    }
    if intent.capture_method == CaptureMethod::Manual && intent.methods.types() == ["sepa_debit"] {
        let message = "The payment method sepa_debit does not support manual capture.";
        return refuse(message.to_owned(), "capture_method");
    }
    Ok(())
}
