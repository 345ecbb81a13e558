//! `POST /v1/refunds`.

use serde::Deserialize;
use serde_json::Value;

use super::{Refund, Status};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::balance_transactions::{Entry, Kind};
use crate::cards::Refunding;
use crate::charges::Charge;
use crate::currencies;
use crate::disputes;
use crate::ids;
use crate::jobs::Task;
use crate::payment_intents::PaymentIntent;
use crate::payment_methods::Instrument;

/// Seconds until the bank tells what became of a refund, with the test cards where that differs
/// from the first answer.
const SETTLEMENT_DELAY: i64 = 5;

#[derive(Deserialize)]
struct Parameters {
    amount: Option<i64>,
    charge: Option<String>,
    metadata: Option<MetadataChange>,
    payment_intent: Option<String>,
    reason: Option<String>,
    #[serde(default)]
    refund_application_fee: bool,
    #[serde(default)]
    reverse_transfer: bool,
}

/// Gives back all that is left of a charge, or the amount asked for.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    for of_balances in ["currency", "customer", "origin"] {
        if call.parameters.get(of_balances).is_some() {
            let message = format!(
                "`{of_balances}` refunds from a customer's cash balance, which the sandbox's \
                 customers do not have."
            );
            return Err(ApiError::parameter(of_balances, message));
        }
    }
    let parameters: Parameters = call.parameters()?;
    for (name, given) in [
        ("refund_application_fee", parameters.refund_application_fee),
        ("reverse_transfer", parameters.reverse_transfer),
    ] {
        if given {
            let message = format!("`{name}` needs a charge that was shared with another account.");
            return Err(ApiError::parameter(name, message));
        }
    }
    let mut charge = charge(call, parameters.charge, parameters.payment_intent)?;
    let amount = amount(call, &charge, parameters.amount)?;
    let mut metadata = Metadata::new();
    if let Some(change) = parameters.metadata {
        change.apply(&mut metadata)?;
    }
    let id = ids::object("re");
    let refunding = charge
        .test_card()?
        .map_or(Refunding::AtOnce, |card| card.refunding);
    let balance_transaction = charge.captured.then(|| {
        let of = charge.description.as_deref().unwrap_or(&charge.id);
        call.state.book(Entry {
            kind: match charge.instrument {
                Instrument::Card(_) => Kind::Refund,
                Instrument::SepaDebit(_) => Kind::PaymentRefund,
            },
            amount,
            currency: &charge.currency,
            source: &id,
            description: Some(format!("REFUND FOR CHARGE ({of})")),
            at_once: false,
        })
    });
    let status = match refunding {
        Refunding::Later if charge.captured => Status::Pending,
        Refunding::AtOnce | Refunding::Later | Refunding::FailsLater => Status::Succeeded,
    };
    if refunding != Refunding::AtOnce && charge.captured {
        call.state
            .later(SETTLEMENT_DELAY, Task::SettleRefund(id.clone()));
    }
    let before = charge.shape();
    charge.amount_refunded += amount;
    charge.reported_fraudulent |= parameters.reason.as_deref() == Some("fraudulent");
    let refund = Refund {
        id,
        created: call.now,
        amount,
        currency: charge.currency.clone(),
        charge: charge.id.clone(),
        payment_intent: charge.payment_intent.clone(),
        reason: parameters.reason,
        status,
        metadata,
        balance_transaction,
        failure_balance_transaction: None,
    };
    call.state
        .record_change("charge.refunded", &before, &charge.shape());
    call.state.put(charge);
    let shape = refund.shape();
    call.state.record("refund.created", &shape);
    call.state.put(refund);
    Ok(shape)
}

/// How much to give back: `asked` for, or all that is left.
fn amount(call: &Call<'_>, charge: &Charge, asked: Option<i64>) -> Result<i64, ApiError> {
    let id = &charge.id;
    let refuse =
        |code: &str, message: String| Err(ApiError::invalid_request(message).with("code", code));
    if charge.pending {
        let message = format!("Charge {id} is pending: it can be refunded once it has succeeded.");
        return refuse("charge_not_refundable", message);
    }
    if charge.decline.is_some() {
        let message = format!("Charge {id} failed: there is nothing to refund.");
        return refuse("charge_not_refundable", message);
    }
    if let (false, Some(intent)) = (charge.captured, &charge.payment_intent) {
        let message = format!(
            "Charge {id} has not been captured: cancel its PaymentIntent ({intent}) instead."
        );
        return refuse("charge_not_refundable", message);
    }
    if let Some(dispute) = &charge.dispute
        && disputes::prevents_refund(call.state, dispute)
    {
        let message = format!("Charge {id} has been charged back; cannot issue a refund.");
        return refuse("charge_disputed", message);
    }
    // Money that is only held is let go as a whole.
    let left = if charge.captured {
        charge.left()
    } else {
        charge.amount - charge.amount_refunded
    };
    if left == 0 {
        let message = format!("Charge {id} has already been refunded.");
        return refuse("charge_already_refunded", message);
    }
    let amount = asked.unwrap_or(left);
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
    if !charge.captured && amount < left {
        let message = format!(
            "Charge {id} has not been captured and cannot be refunded in part: capture less instead."
        );
        return Err(ApiError::invalid_request(message).with("param", "amount"));
    }
    Ok(amount)
}

/// The charge to refund: named itself, or by its payment intent.
fn charge(
    call: &Call<'_>,
    charge: Option<String>,
    payment_intent: Option<String>,
) -> Result<Charge, ApiError> {
    match (charge, payment_intent) {
        (Some(_), Some(_)) => Err(ApiError::parameter(
            "payment_intent",
            "You may only specify one of these parameters: charge, payment_intent.",
        )),
        (Some(id), None) => {
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
