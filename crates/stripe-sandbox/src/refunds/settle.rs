//! What the bank tells of a refund some time later.

use super::{Refund, Status};
use crate::balance_transactions::{Entry, Kind};
use crate::cards::Refunding;
use crate::charges::Charge;
use crate::store::State;

/// Moves a refund to where its card takes it in the end. A refund that is gone, or whose charge
/// is, is left alone.
pub(crate) fn settle(state: &mut State, id: &str) {
    let Some(mut refund) = state.get::<Refund>(id) else {
        return;
    };
    let Some(mut charge) = state.get::<Charge>(&refund.charge) else {
        return;
    };
    let Ok(Some(card)) = charge.test_card() else {
        return;
    };
    let before = refund.shape();
    match (refund.status, card.refunding) {
        (Status::Pending, Refunding::Later) => refund.status = Status::Succeeded,
        (Status::Succeeded, Refunding::FailsLater) => {
            refund.status = Status::Failed;
            refund.failure_balance_transaction = Some(state.book(Entry {
                kind: Kind::RefundFailure,
                amount: refund.amount,
                currency: &refund.currency,
                source: &refund.id,
                description: Some(format!("REFUND FAILURE FOR {}", charge.id)),
                at_once: false,
            }));
            charge.amount_refunded -= refund.amount;
            state.put(charge);
        }
        (
            Status::Failed | Status::Pending | Status::Succeeded,
            Refunding::AtOnce | Refunding::Later | Refunding::FailsLater,
        ) => return,
    }
    let shape = refund.shape();
    if refund.status == Status::Failed {
        state.record_change("refund.failed", &before, &shape);
    }
    state.record_change("refund.updated", &before, &shape);
    state.record_change("charge.refund.updated", &before, &shape);
    state.put(refund);
}
