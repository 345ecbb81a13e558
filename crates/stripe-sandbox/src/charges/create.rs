//! `POST /v1/charges`.

use serde::Deserialize;
use serde_json::Value;

use super::Charge;
use super::payer::{Payer, Paying};
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, assign, refuse_unmodelled};
use crate::cards::Decline;
use crate::{addresses, currencies, ids};

/// Parameters of Stripe's that the sandbox refuses rather than ignores: they share the money with
/// other accounts.
const UNSUPPORTED: &[&str] = &[
    "application_fee",
    "application_fee_amount",
    "destination",
    "on_behalf_of",
    "transfer_data",
];

#[derive(Deserialize)]
struct Parameters {
    amount: Option<i64>,
    capture: Option<bool>,
    currency: Option<String>,
    description: Option<String>,
    metadata: Option<MetadataChange>,
    receipt_email: Option<String>,
    shipping: Option<Value>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
    transfer_group: Option<String>,
    #[serde(flatten)]
    paying: Paying,
}

/// Refuses the parameters that the sandbox does not model.
pub(super) fn refuse_unsupported(parameters: &Value) -> Result<(), ApiError> {
    refuse_unmodelled(parameters, UNSUPPORTED)
}

/// Charges a card at once, or holds the money. The cardholder cannot be asked this way: a card
/// that wants authentication is declined.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unsupported(&call.parameters)?;
    let parameters: Parameters = call.parameters()?;
    let amount = parameters.amount.ok_or_else(|| missing("amount"))?;
    let currency = parameters.currency.ok_or_else(|| missing("currency"))?;
    currencies::check_amount(amount, &currency)?;
    let Payer {
        instrument,
        billing_details,
        customer,
        payment_method,
        set_up,
        source,
    } = parameters.paying.find(call)?;
    let decline = match instrument.card() {
        Some(card) => {
            let behaviour = card.behaviour()?;
            if behaviour.authentication.is_needed(false, true, set_up) {
                Some(Decline::AuthenticationRequired)
            } else {
                let by_rule = call.state.settings().decline_by_rule(card);
                card.decline(call.now)?.or(by_rule)
            }
        }
        None => None,
    };
    let mut charge = Charge {
        id: ids::object("ch"),
        created: call.now,
        amount,
        currency,
        amount_captured: 0,
        amount_refunded: 0,
        authenticated: false,
        balance_transaction: None,
        billing_details,
        captured: false,
        customer,
        decline,
        description: None,
        dispute: None,
        instrument,
        metadata: Metadata::new(),
        payment_intent: None,
        payment_method,
        pending: false,
        receipt_email: None,
        reported_fraudulent: false,
        shipping: parameters.shipping.as_ref().map(addresses::shipping),
        source,
        statement_descriptor: None,
        statement_descriptor_suffix: None,
        transfer_group: None,
    };
    assign(&mut charge.description, parameters.description);
    assign(&mut charge.receipt_email, parameters.receipt_email);
    assign(
        &mut charge.statement_descriptor,
        parameters.statement_descriptor,
    );
    assign(
        &mut charge.statement_descriptor_suffix,
        parameters.statement_descriptor_suffix,
    );
    assign(&mut charge.transfer_group, parameters.transfer_group);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut charge.metadata)?;
    }
    match (decline, parameters.capture) {
        (None, Some(false)) => charge.hold(call.state),
        (None, Some(true) | None) => charge.take(call.state, amount),
        (Some(_), _) => {}
    }
    let shape = charge.shape();
    let result = match decline {
        None => {
            call.state.record("charge.succeeded", &shape);
            Ok(shape)
        }
        Some(decline) => {
            call.state.record("charge.failed", &shape);
            Err(ApiError::declined(decline.error()).with("charge", charge.id.as_str()))
        }
    };
    call.state.put(charge);
    result
}

fn missing(name: &str) -> ApiError {
    ApiError::parameter(name, format!("Missing required param: {name}."))
        .with("code", "parameter_missing")
}
