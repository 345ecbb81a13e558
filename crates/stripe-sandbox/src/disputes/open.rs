//! Opening a dispute, which the cardholder's bank does.

use super::{Dispute, Status};
use crate::balance_transactions::{Entry, Kind};
use crate::cards::Quarrel;
use crate::charges::Charge;
use crate::ids;
use crate::payment_methods::Instrument;
use crate::store::State;

/// Disputes what is left of a captured charge, if its card is one whose holder does. A charge
/// that is gone, refunded or disputed already is left alone.
pub(crate) fn open(state: &mut State, charge: &str) {
    let Some(mut charge) = state.get::<Charge>(charge) else {
        return;
    };
    let Instrument::Card(card) = &charge.instrument else {
        return;
    };
    let network = card.brand.as_str().to_owned();
    let Ok(Some(quarrel)) = card.behaviour().map(|card| card.quarrel) else {
        return;
    };
    let amount = charge.left();
    if amount == 0 || charge.dispute.is_some() {
        return;
    }
    let id = ids::object("du");
    let (status, balance_transactions) = match quarrel {
        // A question first: the money stays where it is.
        Quarrel::Inquiry => (Status::WarningNeedsResponse, Vec::new()),
        Quarrel::Fraudulent | Quarrel::ProductNotReceived => {
            let withdrawal = state.book(Entry {
                kind: Kind::Dispute,
                amount,
                currency: &charge.currency,
                source: &id,
                description: Some(format!("Chargeback withdrawal for {}", charge.id)),
                at_once: false,
            });
            (Status::NeedsResponse, vec![withdrawal])
        }
    };
    let dispute = Dispute {
        id,
        created: state.now(),
        amount,
        currency: charge.currency.clone(),
        charge: charge.id.clone(),
        payment_intent: charge.payment_intent.clone(),
        quarrel,
        status,
        balance_transactions,
        network,
        customer_email: charge
            .billing_details
            .email
            .clone()
            .or_else(|| charge.receipt_email.clone()),
        customer_name: charge.billing_details.name.clone(),
    };
    charge.dispute = Some(dispute.id.clone());
    state.put(charge);
    let shape = dispute.shape(state);
    state.record("charge.dispute.created", &shape);
    if dispute.holds_money() {
        state.record("charge.dispute.funds_withdrawn", &shape);
    }
    state.put(dispute);
}
