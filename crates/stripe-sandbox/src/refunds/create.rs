//! `POST /v1/refunds`.

use serde::Deserialize;
use serde_json::Value;

use super::{Refund, Status};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::charges::Charge;
use crate::currencies;
use crate::ids;
use crate::payment_intents::PaymentIntent;

#[derive(Deserialize)]
struct Parameters {
    amount: Option<i64>,
    charge: Option<String>,
    metadata: Option<MetadataChange>,
    payment_intent: Option<String>,
    reason: Option<String>,
}

/// Gives back all that is left of a charge, or the amount asked for.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let mut charge = charge(call, parameters.charge, parameters.payment_intent)?;
    if charge.pending {
        return Err(ApiError::invalid_request(format!(
            "Charge {} is pending: it can be refunded once it has succeeded.",
            charge.id
        ))
        .with("code", "charge_not_refundable"));
    }
    if !charge.captured {
        return Err(ApiError::invalid_request(format!(
            "Charge {} has not been captured: cancel its PaymentIntent instead.",
            charge.id
        ))
        .with("code", "charge_not_refundable"));
    }
    let left = charge.amount_captured - charge.amount_refunded;
    if left == 0 {
        return Err(ApiError::invalid_request(format!(
            "Charge {} has already been refunded.",
            charge.id
        ))
        .with("code", "charge_already_refunded"));
    }
    let amount = parameters.amount.unwrap_or(left);
    if amount < 1 {
        return Err(ApiError::parameter("amount", "Invalid positive integer")
            .with("code", "parameter_invalid_integer"));
    }
    if amount > left {
        let message = format!(
            "Refund amount ({}) is greater than unrefunded amount on charge ({})",
            currencies::format(amount, &charge.currency),
            currencies::format(left, &charge.currency),
        );
        return Err(ApiError::invalid_request(message).with("param", "amount"));
    }
    let mut metadata = Metadata::new();
    if let Some(change) = parameters.metadata {
        change.apply(&mut metadata)?;
    }
    let pending = match charge.instrument.card() {
        Some(card) => card.behaviour()?.refunds_pending,
        None => false,
    };
    let refund = Refund {
        id: ids::object("re"),
        created: call.now,
        amount,
        currency: charge.currency.clone(),
        charge: charge.id.clone(),
        payment_intent: charge.payment_intent.clone(),
        reason: parameters.reason,
        status: if pending {
            Status::Pending
        } else {
            Status::Succeeded
        },
        metadata,
    };
    let before = charge.shape();
    charge.amount_refunded += amount;
    call.state
        .record_change("charge.refunded", &before, &charge.shape());
    call.state.put(charge);
    let shape = refund.shape();
    call.state.record("refund.created", &shape);
    call.state.put(refund);
    Ok(shape)
}

/// The charge to refund: named itself, or by its payment intent.
fn charge(
    call: &Call<'_>,
    charge: Option<String>,
    payment_intent: Option<String>,
) -> Result<Charge, ApiError> {
    match (charge, payment_intent) {
        (Some(id), _) => {
            call.state.get(&id).ok_or_else(|| ApiError::missing("charge", &id, "charge"))
        }
        (None, Some(id)) => {
            let intent: PaymentIntent = call
                .state
                .get(&id)
                .ok_or_else(|| ApiError::missing("payment_intent", &id, "payment_intent"))?;
            intent
                .latest_charge
                .as_deref()
                .and_then(|id| call.state.get(id))
                .filter(|charge: &Charge| charge.decline.is_none())
                .ok_or_else(|| {
                    ApiError::invalid_request(format!(
                        "This PaymentIntent ({id}) does not have a successful charge to refund."
                    ))
                    .with("param", "payment_intent")
                })
        }
        (None, None) => Err(ApiError::parameter(
            "payment_intent",
            "One of the following params should be provided for this request: payment_intent or charge.",
        )
        .with("code", "parameter_missing")),
    }
}
