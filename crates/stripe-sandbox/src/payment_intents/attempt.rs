//! One attempt to take the money.

use serde_json::Value;

use super::{CaptureMethod, PaymentIntent, State};
use crate::api::error::ApiError;
use crate::cards::Decline;
use crate::charges::Charge;
use crate::customers;
use crate::ids;
use crate::jobs::Task;
use crate::payment_methods::{Instrument, PaymentMethod};
use crate::store;

/// Charges the card, or asks the bank for a debit, and moves the intent to what came of it.
///
/// `decline` refuses without asking the card. On a refusal the intent is back where it needs a
/// PaymentMethod, and the error is Stripe's card error with that intent inside.
pub(super) fn attempt(
    state: &mut store::State,
    intent: &mut PaymentIntent,
    method: PaymentMethod,
    authenticated: bool,
    decline: Option<Decline>,
) -> Result<(), ApiError> {
    let instrument = charged(intent, &method);
    let decline = match decline {
        Some(decline) => Some(decline),
        None => match &instrument {
            Instrument::Card(card) => {
                let of_issuer = card.decline(state.now())?;
                of_issuer.or_else(|| state.settings().decline_by_rule(card))
            }
            Instrument::SepaDebit(_) => None,
        },
    };
    let debit = match &method.instrument {
        Instrument::Card(_) => None,
        Instrument::SepaDebit(account) => Some(account.delay),
    };
    let captured = decline.is_none() && intent.capture_method != CaptureMethod::Manual;
    let mut charge = Charge {
        id: ids::object(if debit.is_some() { "py" } else { "ch" }),
        created: state.now(),
        amount: intent.amount,
        currency: intent.currency.clone(),
        amount_captured: 0,
        amount_refunded: 0,
        balance_transaction: None,
        captured: false,
        decline,
        dispute: None,
        pending: debit.is_some(),
        authenticated,
        payment_intent: Some(intent.id.clone()),
        payment_method: method.id.clone(),
        instrument,
        billing_details: method.billing_details.clone(),
        customer: intent.customer.clone(),
        description: intent.description.clone(),
        metadata: intent.metadata.clone(),
        receipt_email: intent.receipt_email.clone(),
        reported_fraudulent: false,
        shipping: intent.shipping.clone(),
        source: None,
        statement_descriptor: intent.statement_descriptor.clone(),
        statement_descriptor_suffix: intent.statement_descriptor_suffix.clone(),
        transfer_group: intent.transfer_group.clone(),
    };
    if captured {
        charge.take(state, intent.amount);
    }
    intent.latest_charge = Some(charge.id.clone());
    let shape = charge.shape();
    let result = match (decline, debit) {
        (None, Some(delay)) => {
            state.record("charge.pending", &shape);
            intent.state = State::Processing;
            intent.last_payment_error = None;
            state.record("payment_intent.processing", &intent.shape(state.base_url()));
            state.later(delay, Task::SettleDebit(charge.id.clone()));
            keep(state, intent, method);
            Ok(())
        }
        (None, None) => {
            state.record("charge.succeeded", &shape);
            keep(state, intent, method);
            intent.state = if captured {
                State::Succeeded {
                    received: intent.amount,
                }
            } else {
                charge.hold(state);
                State::RequiresCapture
            };
            intent.last_payment_error = None;
            let kind = if captured {
                "payment_intent.succeeded"
            } else {
                "payment_intent.amount_capturable_updated"
            };
            state.record(kind, &intent.shape(state.base_url()));
            Ok(())
        }
        (Some(decline), _) => {
            state.record("charge.failed", &shape);
            Err(refused(state, intent, decline, &charge.id, &method))
        }
    };
    state.put(charge);
    result
}

/// What is charged: with the security code if the issuer has not seen it, or if it was given again.
fn charged(intent: &PaymentIntent, method: &PaymentMethod) -> Instrument {
    let mut instrument = method.instrument.clone();
    if let Instrument::Card(card) = &mut instrument {
        card.has_cvc = intent.cvc_given || card.has_cvc && !method.checked;
    }
    instrument
}

/// Saves the PaymentMethod with the customer if it was meant to be; otherwise it is used up.
fn keep(state: &mut store::State, intent: &PaymentIntent, mut method: PaymentMethod) {
    method.checked = true;
    let customer = intent
        .customer
        .as_deref()
        .filter(|id| customers::find(state, id, "customer").is_ok());
    match (intent.future_usage(), customer) {
        (Some(usage), customer) => {
            method.set_up |= usage == "off_session";
            // Without a customer it can be attached to one later.
            if let Some(customer) = customer {
                method.attach(state, customer);
            }
        }
        (None, _) if method.customer.is_none() => method.spent_on = Some(intent.id.clone()),
        (None, _) => {}
    }
    state.put(method);
}

/// Puts the intent back to where it needs a PaymentMethod, records that and says so.
pub(super) fn refused(
    state: &mut store::State,
    intent: &mut PaymentIntent,
    decline: Decline,
    charge: &str,
    method: &PaymentMethod,
) -> ApiError {
    let error = error_object(decline, charge, method);
    intent.state = State::RequiresPaymentMethod;
    intent.payment_method = None;
    intent.last_payment_error = Some(error.clone());
    let shape = intent.shape(state.base_url());
    state.record("payment_intent.payment_failed", &shape);
    ApiError::declined(error).with("payment_intent", shape)
}

/// What `last_payment_error` says of a refusal.
fn error_object(decline: Decline, charge: &str, method: &PaymentMethod) -> Value {
    let mut error = decline.error();
    error["charge"] = charge.into();
    error["payment_method"] = method.shape();
    error
}
