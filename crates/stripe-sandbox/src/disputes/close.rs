//! Closing a dispute, which the cardholder's bank does.

use super::{Dispute, Status};
use crate::balance_transactions::{Entry, Kind};
use crate::store::State;

/// A dispute could not be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CloseError {
    /// There is none with this id.
    Unknown,
    /// It is closed already.
    Closed,
}

/// Decides a dispute: for the merchant, who then gets the money back, or against. An inquiry
/// took no money, and is merely over.
pub(crate) fn close(state: &mut State, id: &str, won: bool) -> Result<(), CloseError> {
    let mut dispute: Dispute = state.get(id).ok_or(CloseError::Unknown)?;
    if !dispute.is_open() {
        return Err(CloseError::Closed);
    }
    let before = dispute.shape(state);
    let held = dispute.holds_money();
    dispute.status = match (held, won) {
        (false, _) => Status::WarningClosed,
        (true, true) => Status::Won,
        (true, false) => Status::Lost,
    };
    if dispute.status == Status::Won {
        let reversal = state.book(Entry {
            kind: Kind::DisputeReversal,
            amount: dispute.amount,
            currency: &dispute.currency,
            source: &dispute.id,
            description: Some(format!("Chargeback reversal for {}", dispute.charge)),
            at_once: false,
        });
        dispute.balance_transactions.push(reversal);
    }
    let shape = dispute.shape(state);
    state.record_change("charge.dispute.closed", &before, &shape);
    if dispute.status == Status::Won {
        state.record("charge.dispute.funds_reinstated", &shape);
    }
    state.put(dispute);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::Quarrel;
    use crate::events::Event;
    use crate::store::HasTable;

    fn dispute(status: Status) -> Dispute {
        Dispute {
            id: "du_1".to_owned(),
            created: 0,
            amount: 1_500,
            currency: "eur".to_owned(),
            charge: "ch_1".to_owned(),
            payment_intent: None,
            quarrel: Quarrel::Fraudulent,
            status,
            balance_transactions: Vec::new(),
            network: "visa".to_owned(),
            customer_email: None,
            customer_name: None,
        }
    }

    fn events(state: &State) -> Vec<&str> {
        HasTable::<Event>::table(state)
            .newest_first()
            .rev()
            .map(|event| event.kind.as_str())
            .collect()
    }

    #[test]
    fn a_won_dispute_gives_the_money_back() {
        let mut state = State::default();
        state.put(dispute(Status::NeedsResponse));
        assert_eq!(close(&mut state, "du_1", true), Ok(()));
        let won: Option<Dispute> = state.get("du_1");
        let shape = won.map(|dispute| dispute.shape(&state)).unwrap_or_default();
        assert_eq!(shape["status"], "won");
        assert_eq!(shape["is_charge_refundable"], true);
        assert_eq!(shape["balance_transactions"][0]["net"], 1_500);
        assert_eq!(
            events(&state),
            ["charge.dispute.closed", "charge.dispute.funds_reinstated"]
        );
    }

    #[test]
    fn a_dispute_is_decided_once() {
        let mut state = State::default();
        state.put(dispute(Status::NeedsResponse));
        assert_eq!(close(&mut state, "du_1", false), Ok(()));
        assert_eq!(close(&mut state, "du_1", true), Err(CloseError::Closed));
        assert_eq!(close(&mut state, "du_2", true), Err(CloseError::Unknown));
        assert_eq!(events(&state), ["charge.dispute.closed"]);
    }

    #[test]
    fn an_inquiry_is_merely_over() {
        let mut state = State::default();
        state.put(dispute(Status::WarningNeedsResponse));
        assert_eq!(close(&mut state, "du_1", true), Ok(()));
        let over: Option<Dispute> = state.get("du_1");
        assert_eq!(
            over.map(|dispute| dispute.status),
            Some(Status::WarningClosed)
        );
    }
}
