//! Where one payment of an order stands. An order may have several, one after another; at most one is open.

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    /// It can still succeed.
    Open,
    /// Its money paid its order.
    Paid,
    /// Its money came and is owed back, all of it.
    RefundDue,
    /// Its money was given back, all of it, because it was owed.
    Refunded,
    /// It can never succeed: it was given up.
    Cancelled,
    /// It can never succeed: it was refused in the end.
    Failed,
}

/// What happens to a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentEvent {
    /// Its money came, and the order's goods are the buyer's.
    Earned,
    /// Its money came, and the buyer gets nothing for it.
    Owed,
    /// All of it was given back.
    GivenBack,
    /// That did not reach the buyer.
    CameBack,
    /// It was given up before any money came.
    Cancelled,
    /// It was refused in the end.
    Failed,
}

/// The event cannot happen to a payment in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} cannot happen to a payment that is {from:?}")]
pub struct IllegalPaymentTransition {
    /// Where the payment stands.
    pub from: PaymentState,
    /// What was to happen.
    pub event: PaymentEvent,
}

impl PaymentState {
    /// Every state.
    pub const ALL: [PaymentState; 6] = [
        PaymentState::Open,
        PaymentState::Paid,
        PaymentState::RefundDue,
        PaymentState::Refunded,
        PaymentState::Cancelled,
        PaymentState::Failed,
    ];

    /// The state after `event`. Money that comes is taken by a payment that was given up, too.
    ///
    /// # Errors
    /// [`IllegalPaymentTransition`] if the event cannot happen here.
    pub fn after(self, event: PaymentEvent) -> Result<PaymentState, IllegalPaymentTransition> {
        use PaymentEvent as Event;
        use PaymentState as State;
        match (self, event) {
            (State::Open | State::Cancelled | State::Failed, Event::Earned) => Ok(State::Paid),
            (State::Open | State::Cancelled | State::Failed, Event::Owed) => Ok(State::RefundDue),
            (State::RefundDue, Event::GivenBack) => Ok(State::Refunded),
            (State::Refunded, Event::CameBack) => Ok(State::RefundDue),
            (State::Open, Event::Cancelled) => Ok(State::Cancelled),
            (State::Open, Event::Failed) => Ok(State::Failed),
            (from, event) => Err(IllegalPaymentTransition { from, event }),
        }
    }

    /// Whether it can still succeed by itself.
    pub fn is_open(self) -> bool {
        self == PaymentState::Open
    }

    /// The value in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            PaymentState::Open => "open",
            PaymentState::Paid => "paid",
            PaymentState::RefundDue => "refund_due",
            PaymentState::Refunded => "refunded",
            PaymentState::Cancelled => "cancelled",
            PaymentState::Failed => "failed",
        }
    }

    /// Reads the store's value.
    pub fn from_stored(text: &str) -> Option<PaymentState> {
        PaymentState::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [PaymentEvent; 6] = [
        PaymentEvent::Earned,
        PaymentEvent::Owed,
        PaymentEvent::GivenBack,
        PaymentEvent::CameBack,
        PaymentEvent::Cancelled,
        PaymentEvent::Failed,
    ];

    #[test]
    fn money_that_came_is_never_forgotten() {
        for state in [
            PaymentState::Paid,
            PaymentState::RefundDue,
            PaymentState::Refunded,
        ] {
            for next in EVENTS
                .into_iter()
                .filter_map(|event| state.after(event).ok())
            {
                assert!(
                    matches!(next, PaymentState::RefundDue | PaymentState::Refunded),
                    "{state:?} {next:?}"
                );
            }
        }
    }

    #[test]
    fn money_comes_to_every_payment_without_it_and_to_no_other() {
        for state in PaymentState::ALL {
            let has_money = matches!(
                state,
                PaymentState::Paid | PaymentState::RefundDue | PaymentState::Refunded
            );
            for event in [PaymentEvent::Earned, PaymentEvent::Owed] {
                assert_eq!(
                    state.after(event).is_err(),
                    has_money,
                    "{state:?} {event:?}"
                );
            }
        }
    }

    #[test]
    fn the_stored_form_reads_back() {
        for state in PaymentState::ALL {
            assert_eq!(PaymentState::from_stored(state.as_str()), Some(state));
        }
    }
}
