//! What Stripe says of a payment, whichever kind of object it is, and what that asks for.

use super::{Open, OrderState};
use crate::{payment::DeclineReason, timeline::OrderEvent};

/// What Stripe says of a payment: of its payment intent, its charge or its Checkout Session.
///
/// Source: <https://docs.stripe.com/payments/paymentintents/lifecycle>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentNews {
    /// New, or the last attempt failed for this reason.
    AwaitsMethod(Option<DeclineReason>),
    /// Authenticated (or never needing it), waiting for the server's confirm.
    AwaitsConfirmation,
    /// The buyer has to act.
    AwaitsAction,
    /// Stripe is working on it.
    Processing,
    /// The money is held, not captured.
    Authorised,
    /// Captured.
    Captured,
    /// It can never be paid any more: it was cancelled, or its time ran out.
    Cancelled,
    /// It can never be paid any more: it was tried and, perhaps days later, refused.
    Failed(DeclineReason),
}

/// What to do with an order when news of its payment comes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "news that is not acted on leaves money and orders apart"]
pub enum Reaction {
    /// The order's log stays as it is.
    Stay,
    /// The log gets this event, which is legal in this state.
    Record(OrderEvent),
    /// Take the stock and mark it paid; when the stock is gone, the money is owed back.
    Fulfil,
    /// Money came for an order that has its money: it goes back.
    Return,
}

impl OrderState {
    /// What the news asks for. It never moves back an order whose money came, and gives the same end whatever the order in
    /// which news arrives: captured money fulfils every order that has none, even one that was closed. `amount` is what
    /// the payment is over.
    pub fn on(&self, news: PaymentNews, amount: crate::Money) -> Reaction {
        let open = match (self, news) {
            (OrderState::Captured(_), PaymentNews::Captured) => return Reaction::Return,
            (OrderState::Open(_) | OrderState::Closed(_), PaymentNews::Captured) => {
                return Reaction::Fulfil;
            }
            (OrderState::Captured(_) | OrderState::Closed(_), _) => return Reaction::Stay,
            (OrderState::Open(open), _) => *open,
        };
        match news {
            PaymentNews::AwaitsMethod(None) | PaymentNews::Captured => Reaction::Stay,
            PaymentNews::AwaitsMethod(Some(reason)) => {
                Reaction::Record(OrderEvent::Declined { reason })
            }
            PaymentNews::AwaitsConfirmation => Reaction::Record(OrderEvent::ActionCompleted),
            PaymentNews::AwaitsAction => Reaction::Record(OrderEvent::ActionRequested),
            PaymentNews::Processing if open == Open::Processing => Reaction::Stay,
            PaymentNews::Processing => Reaction::Record(OrderEvent::Processing),
            PaymentNews::Authorised if open == Open::Authorised => Reaction::Stay,
            PaymentNews::Authorised => Reaction::Record(OrderEvent::Authorised { amount }),
            PaymentNews::Cancelled => Reaction::Record(OrderEvent::PaymentCancelled),
            PaymentNews::Failed(_) => Reaction::Record(OrderEvent::PaymentFailed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, Money, order::OrderStatus};

    const AMOUNT: Money = Money {
        minor: 1000,
        currency: Currency::EUR,
    };

    const NEWS: [PaymentNews; 9] = [
        PaymentNews::AwaitsMethod(None),
        PaymentNews::AwaitsMethod(Some(DeclineReason::Generic)),
        PaymentNews::AwaitsConfirmation,
        PaymentNews::AwaitsAction,
        PaymentNews::Processing,
        PaymentNews::Authorised,
        PaymentNews::Captured,
        PaymentNews::Cancelled,
        PaymentNews::Failed(DeclineReason::Generic),
    ];

    fn some_states() -> Vec<OrderState> {
        let open = [
            Open::Draft,
            Open::AwaitingPayment,
            Open::RequiresAction,
            Open::Processing,
            Open::Authorised,
        ];
        let mut states: Vec<_> = open.into_iter().map(OrderState::Open).collect();
        for event in [
            OrderEvent::Cancelled,
            OrderEvent::Expired,
            OrderEvent::PaymentFailed,
            OrderEvent::Paid { amount: AMOUNT },
            OrderEvent::CannotBeFulfilled { amount: AMOUNT },
        ] {
            states.extend(OrderState::PLACED.after(&event));
        }
        states
    }

    fn after(state: &OrderState, news: PaymentNews) -> OrderState {
        let event = match state.on(news, AMOUNT) {
            Reaction::Stay | Reaction::Return => return state.clone(),
            Reaction::Record(event) => event,
            Reaction::Fulfil => OrderEvent::Paid { amount: AMOUNT },
        };
        state
            .after(&event)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn what_news_asks_for_is_always_legal() {
        for state in some_states() {
            for news in NEWS {
                after(&state, news);
            }
        }
    }

    #[test]
    fn captured_money_fulfils_every_order_without_money_and_goes_back_otherwise() {
        for state in some_states() {
            let expected = if state.status().is_captured() {
                Reaction::Return
            } else {
                Reaction::Fulfil
            };
            assert_eq!(
                state.on(PaymentNews::Captured, AMOUNT),
                expected,
                "{state:?}"
            );
        }
    }

    #[test]
    fn only_captured_money_pays_an_order() {
        for state in some_states() {
            for news in NEWS {
                let next = after(&state, news);
                if news != PaymentNews::Captured {
                    assert_eq!(
                        next.status().is_captured(),
                        state.status().is_captured(),
                        "{state:?} {news:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_came_before_the_capture_or_after_it_does_not_matter_to_the_end() {
        for first in NEWS {
            for second in NEWS {
                let start = OrderState::PLACED;
                let late = after(&after(&after(&start, first), second), PaymentNews::Captured);
                assert_eq!(late.status(), OrderStatus::Paid, "{first:?} {second:?}");
                let early = after(&after(&after(&start, PaymentNews::Captured), first), second);
                assert_eq!(early.status(), OrderStatus::Paid, "{first:?} {second:?}");
            }
        }
    }
}
