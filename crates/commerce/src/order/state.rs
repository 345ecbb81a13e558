//! Where an order stands with the amounts that belong to it, and every transition there is.
//!
//! The state is what the order's log adds up to: [`OrderState::after`] takes one event and gives the next state or
//! refuses; [`OrderState::of_log`] takes all of them.

use serde::{Deserialize, Serialize};

use super::OrderStatus;
use crate::{Money, timeline::OrderEvent};

/// Where an order stands. What was captured and given back exists only in the states that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// It can be paid.
    Open(Open),
    /// Money came.
    Captured(Captured),
    /// It will not be paid; money that comes all the same is looked at as it comes.
    Closed(Closed),
}

/// How far the payment of an open order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Open {
    /// No payment has begun.
    Draft,
    /// A payment has begun.
    AwaitingPayment,
    /// The buyer is to act at the bank, or has and the shop is to go on.
    RequiresAction,
    /// The bank is working on it.
    Processing,
    /// The money is held.
    Authorised,
}

/// Why an order is closed without money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// The payment failed for good.
    Failed,
    /// The buyer gave it up or replaced it.
    Cancelled,
    /// It was not paid in time.
    Expired,
}

/// An order that money came for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captured {
    amount: Money,
    refunded: Money,
    hold: Hold,
}

/// Whose the captured money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// The shop's: the goods are the buyer's.
    Earned,
    /// The buyer's: the goods were gone.
    Owed,
    /// Being decided by the bank.
    Disputed,
    /// Taken back by the bank.
    Lost,
}

/// The event cannot happen to an order in this state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{event} cannot happen to an order that is {}", .from.as_str())]
pub struct IllegalTransition {
    /// Where the order stands.
    pub from: OrderStatus,
    /// The event's kind.
    pub event: &'static str,
}

/// A log that no order can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLog {
    /// It does not begin with [`OrderEvent::Placed`].
    #[error("the log does not begin with the order's placing")]
    NoBeginning,
    /// One of its events is illegal where it stands.
    #[error(transparent)]
    Illegal(#[from] IllegalTransition),
}

impl Captured {
    /// What came, in minor units of the order's currency.
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// What of it was given back: never more than came.
    pub fn refunded(&self) -> Money {
        self.refunded
    }

    /// What can still be given back.
    pub fn left(&self) -> Money {
        Money {
            minor: self.amount.minor - self.refunded.minor,
            currency: self.amount.currency,
        }
    }

    /// Whose it is.
    pub fn hold(&self) -> Hold {
        self.hold
    }

    fn new(amount: Money, hold: Hold) -> Captured {
        Captured {
            amount,
            refunded: Money {
                minor: 0,
                currency: amount.currency,
            },
            hold,
        }
    }

    /// With `minor` more given back, or less if it is negative; `None` if that is more than came or less than nothing.
    fn refund(&self, amount: Money, back: bool) -> Option<Captured> {
        let minor = if back {
            self.refunded.minor.checked_sub(amount.minor)?
        } else {
            self.refunded.minor.checked_add(amount.minor)?
        };
        let possible = amount.currency == self.amount.currency
            && amount.minor > 0
            && (0..=self.amount.minor).contains(&minor);
        possible.then(|| Captured {
            refunded: Money {
                minor,
                currency: self.amount.currency,
            },
            ..self.clone()
        })
    }
}

impl OrderState {
    /// Every order begins here, with [`OrderEvent::Placed`].
    pub const PLACED: OrderState = OrderState::Open(Open::Draft);

    /// The state in a word.
    pub fn status(&self) -> OrderStatus {
        match self {
            OrderState::Open(open) => match open {
                Open::Draft => OrderStatus::Draft,
                Open::AwaitingPayment => OrderStatus::AwaitingPayment,
                Open::RequiresAction => OrderStatus::RequiresAction,
                Open::Processing => OrderStatus::Processing,
                Open::Authorised => OrderStatus::Authorised,
            },
            OrderState::Captured(captured) => match captured.hold {
                Hold::Disputed | Hold::Lost => OrderStatus::Disputed,
                _ if captured.left().minor == 0 => OrderStatus::Refunded,
                Hold::Owed => OrderStatus::RefundDue,
                Hold::Earned if captured.refunded.minor > 0 => OrderStatus::PartlyRefunded,
                Hold::Earned => OrderStatus::Paid,
            },
            OrderState::Closed(closed) => match closed {
                Closed::Failed => OrderStatus::Failed,
                Closed::Cancelled => OrderStatus::Cancelled,
                Closed::Expired => OrderStatus::Expired,
            },
        }
    }

    /// The state after `event`.
    ///
    /// Money that comes is taken by every order that has none yet, a closed one too: it must pay or go back. No event
    /// leads from a state with money to one without.
    ///
    /// # Errors
    /// [`IllegalTransition`] if the event cannot happen here.
    pub fn after(&self, event: &OrderEvent) -> Result<OrderState, IllegalTransition> {
        use OrderEvent as Event;
        let illegal = || IllegalTransition {
            from: self.status(),
            event: event.kind(),
        };
        let next = match (self, event) {
            // What concerns another payment of the same order changes nothing.
            (state, Event::SurplusCaptured { .. } | Event::SurplusRefunded { .. }) => state.clone(),
            (OrderState::Open(_), Event::PaymentStarted | Event::Declined { .. }) => {
                OrderState::Open(Open::AwaitingPayment)
            }
            (OrderState::Open(_), Event::PaymentCancelled) => {
                OrderState::Open(Open::AwaitingPayment)
            }
            (OrderState::Open(_), Event::ActionRequested | Event::ActionCompleted) => {
                OrderState::Open(Open::RequiresAction)
            }
            (OrderState::Open(_), Event::Processing) => OrderState::Open(Open::Processing),
            (OrderState::Open(_), Event::Authorised { .. }) => OrderState::Open(Open::Authorised),
            (OrderState::Open(_), Event::PaymentFailed) => OrderState::Closed(Closed::Failed),
            (OrderState::Open(_), Event::Cancelled) => OrderState::Closed(Closed::Cancelled),
            (OrderState::Open(_), Event::Expired) => OrderState::Closed(Closed::Expired),
            (OrderState::Open(_) | OrderState::Closed(_), Event::Paid { amount }) => {
                OrderState::Captured(Captured::new(*amount, Hold::Earned))
            }
            (OrderState::Open(_) | OrderState::Closed(_), Event::CannotBeFulfilled { amount }) => {
                OrderState::Captured(Captured::new(*amount, Hold::Owed))
            }
            (OrderState::Captured(captured), Event::Refunded { amount }) => {
                OrderState::Captured(captured.refund(*amount, false).ok_or_else(illegal)?)
            }
            (OrderState::Captured(captured), Event::RefundFailed { amount }) => {
                OrderState::Captured(captured.refund(*amount, true).ok_or_else(illegal)?)
            }
            (OrderState::Captured(captured), Event::Disputed { .. })
                if captured.hold != Hold::Disputed && captured.hold != Hold::Lost =>
            {
                OrderState::Captured(Captured {
                    hold: Hold::Disputed,
                    ..captured.clone()
                })
            }
            (OrderState::Captured(captured), Event::DisputeWon | Event::DisputeLost)
                if captured.hold == Hold::Disputed =>
            {
                let hold = if *event == Event::DisputeWon {
                    Hold::Earned
                } else {
                    Hold::Lost
                };
                OrderState::Captured(Captured {
                    hold,
                    ..captured.clone()
                })
            }
            (OrderState::Open(_), Event::Placed)
            | (
                OrderState::Open(_),
                Event::Refunded { .. }
                | Event::RefundFailed { .. }
                | Event::Disputed { .. }
                | Event::DisputeWon
                | Event::DisputeLost,
            )
            | (OrderState::Captured(_) | OrderState::Closed(_), _) => return Err(illegal()),
        };
        Ok(next)
    }

    /// The state that a whole log, oldest first, adds up to.
    ///
    /// # Errors
    /// [`BrokenLog`].
    pub fn of_log<'a>(
        log: impl IntoIterator<Item = &'a OrderEvent>,
    ) -> Result<OrderState, BrokenLog> {
        let mut log = log.into_iter();
        if log.next() != Some(&OrderEvent::Placed) {
            return Err(BrokenLog::NoBeginning);
        }
        let mut state = OrderState::PLACED;
        for event in log {
            state = state.after(event)?;
        }
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, payment::DeclineReason};

    fn eur(minor: i64) -> Money {
        Money {
            minor,
            currency: Currency::EUR,
        }
    }

    fn every_event() -> Vec<OrderEvent> {
        let amount = eur(1000);
        vec![
            OrderEvent::Placed,
            OrderEvent::PaymentStarted,
            OrderEvent::ActionRequested,
            OrderEvent::ActionCompleted,
            OrderEvent::Declined {
                reason: DeclineReason::Generic,
            },
            OrderEvent::Processing,
            OrderEvent::Authorised { amount },
            OrderEvent::Paid { amount },
            OrderEvent::CannotBeFulfilled { amount },
            OrderEvent::Refunded { amount },
            OrderEvent::Refunded { amount: eur(400) },
            OrderEvent::RefundFailed { amount: eur(400) },
            OrderEvent::SurplusCaptured { amount },
            OrderEvent::SurplusRefunded { amount },
            OrderEvent::Disputed { amount },
            OrderEvent::DisputeWon,
            OrderEvent::DisputeLost,
            OrderEvent::PaymentCancelled,
            OrderEvent::PaymentFailed,
            OrderEvent::Cancelled,
            OrderEvent::Expired,
        ]
    }

    /// Every state that logs of up to five events lead to.
    fn reachable() -> Vec<OrderState> {
        let mut states = vec![OrderState::PLACED];
        for _ in 0..5 {
            let next: Vec<_> = states
                .iter()
                .flat_map(|state| every_event().into_iter().map(|event| state.after(&event)))
                .flatten()
                .collect();
            for state in next {
                if !states.contains(&state) {
                    states.push(state);
                }
            }
        }
        states
    }

    #[test]
    fn every_status_is_reached_by_some_log() {
        let reached: Vec<_> = reachable().iter().map(OrderState::status).collect();
        for status in OrderStatus::ALL {
            assert!(reached.contains(&status), "{status:?}");
        }
    }

    #[test]
    fn no_event_leads_from_money_to_none() {
        for state in reachable() {
            for event in every_event() {
                if let (OrderState::Captured(_), Ok(next)) = (&state, state.after(&event)) {
                    assert!(
                        matches!(next, OrderState::Captured(_)),
                        "{state:?} {event:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn never_is_more_given_back_than_came() {
        for state in reachable() {
            if let OrderState::Captured(captured) = state {
                assert!(captured.refunded().minor >= 0);
                assert!(captured.left().minor >= 0);
            }
        }
    }

    #[test]
    fn money_comes_once() {
        for state in reachable() {
            let paid = state.after(&OrderEvent::Paid { amount: eur(1000) });
            assert_eq!(paid.is_err(), state.status().is_captured(), "{state:?}");
        }
    }

    #[test]
    fn only_capture_brings_a_captured_state() {
        for state in reachable() {
            if state.status().is_captured() {
                continue;
            }
            for event in every_event() {
                let captures = matches!(
                    event,
                    OrderEvent::Paid { .. } | OrderEvent::CannotBeFulfilled { .. }
                );
                if let Ok(next) = state.after(&event) {
                    assert_eq!(next.status().is_captured(), captures, "{state:?} {event:?}");
                }
            }
        }
    }

    #[test]
    fn a_refund_that_fails_later_is_owed_again() {
        let mut log = vec![
            OrderEvent::Placed,
            OrderEvent::PaymentStarted,
            OrderEvent::CannotBeFulfilled { amount: eur(1000) },
            OrderEvent::Refunded { amount: eur(1000) },
        ];
        assert_eq!(
            OrderState::of_log(&log).map(|state| state.status()),
            Ok(OrderStatus::Refunded)
        );
        log.push(OrderEvent::RefundFailed { amount: eur(1000) });
        assert_eq!(
            OrderState::of_log(&log).map(|state| state.status()),
            Ok(OrderStatus::RefundDue)
        );
    }

    #[test]
    fn a_log_without_a_beginning_is_none() {
        assert_eq!(
            OrderState::of_log(&[OrderEvent::PaymentStarted]),
            Err(BrokenLog::NoBeginning)
        );
        assert_eq!(OrderState::of_log(&[]), Err(BrokenLog::NoBeginning));
    }

    #[test]
    fn a_state_is_stored_and_read_back() {
        for state in reachable() {
            let text = serde_json::to_string(&state).unwrap_or_default();
            assert_eq!(serde_json::from_str::<OrderState>(&text).ok(), Some(state));
        }
    }
}
