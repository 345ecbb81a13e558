//! The states of an order, and what Stripe's news does to them.

use serde::{Deserialize, Serialize};

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed; no payment has succeeded yet.
    AwaitingPayment,
    /// The buyer's bank wants the buyer to confirm (3D Secure).
    RequiresAction,
    /// The money is on its way; Stripe will say how it ended.
    Processing,
    /// Paid; stock is taken.
    Paid,
    /// The money came but the goods were gone: it is to be given back.
    RefundDue,
    /// The money was given back.
    Refunded,
    /// Replaced or given up before any money came.
    Cancelled,
    /// Not paid in time.
    Expired,
}

/// What Stripe says of a payment intent.
///
/// Source: <https://docs.stripe.com/payments/paymentintents/lifecycle>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentNews {
    /// New, or the last attempt failed.
    RequiresPaymentMethod,
    /// Authenticated (or never needing it), waiting for the server's confirm.
    RequiresConfirmation,
    /// The buyer has to act.
    RequiresAction,
    /// Stripe is working on it.
    Processing,
    /// Authorised, not captured.
    RequiresCapture,
    /// Captured.
    Succeeded,
    /// Cancelled: it can never be paid any more.
    Canceled,
}

/// What to do with an order when news of its payment comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "news that is not acted on leaves money and orders apart"]
pub enum Reaction {
    /// Nothing changes.
    Stay,
    /// The order takes another open status.
    Become(OrderStatus),
    /// Take the stock and mark it paid; when the stock is gone, [`OrderStatus::RefundDue`].
    Fulfil,
}

impl OrderStatus {
    /// Every status.
    pub const ALL: [OrderStatus; 8] = [
        OrderStatus::AwaitingPayment,
        OrderStatus::RequiresAction,
        OrderStatus::Processing,
        OrderStatus::Paid,
        OrderStatus::RefundDue,
        OrderStatus::Refunded,
        OrderStatus::Cancelled,
        OrderStatus::Expired,
    ];

    /// What the news does. It never moves back an order whose money came, and gives the same end whatever the order in
    /// which news arrives: captured money always leads to [`Reaction::Fulfil`] once, even when the order had expired.
    pub fn on(self, news: IntentNews) -> Reaction {
        use IntentNews as News;
        use OrderStatus as Status;
        match (self, news) {
            (Status::Paid | Status::RefundDue | Status::Refunded, _) => Reaction::Stay,
            (
                Status::AwaitingPayment
                | Status::RequiresAction
                | Status::Processing
                | Status::Cancelled
                | Status::Expired,
                News::Succeeded,
            ) => Reaction::Fulfil,
            (Status::Cancelled | Status::Expired, _) => Reaction::Stay,
            (open, news) => {
                let next = match news {
                    News::RequiresPaymentMethod | News::Canceled => Status::AwaitingPayment,
                    News::RequiresAction | News::RequiresConfirmation => Status::RequiresAction,
                    News::Processing | News::RequiresCapture => Status::Processing,
                    News::Succeeded => return Reaction::Fulfil,
                };
                if next == open {
                    Reaction::Stay
                } else {
                    Reaction::Become(next)
                }
            }
        }
    }

    /// Whether it can still be paid.
    pub fn is_open(self) -> bool {
        match self {
            OrderStatus::AwaitingPayment
            | OrderStatus::RequiresAction
            | OrderStatus::Processing => true,
            OrderStatus::Paid
            | OrderStatus::RefundDue
            | OrderStatus::Refunded
            | OrderStatus::Cancelled
            | OrderStatus::Expired => false,
        }
    }

    /// The value in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            OrderStatus::AwaitingPayment => "awaiting_payment",
            OrderStatus::RequiresAction => "requires_action",
            OrderStatus::Processing => "processing",
            OrderStatus::Paid => "paid",
            OrderStatus::RefundDue => "refund_due",
            OrderStatus::Refunded => "refunded",
            OrderStatus::Cancelled => "cancelled",
            OrderStatus::Expired => "expired",
        }
    }

    /// Reads the store's value.
    pub fn from_stored(text: &str) -> Option<OrderStatus> {
        OrderStatus::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: [IntentNews; 7] = [
        IntentNews::RequiresPaymentMethod,
        IntentNews::RequiresConfirmation,
        IntentNews::RequiresAction,
        IntentNews::Processing,
        IntentNews::RequiresCapture,
        IntentNews::Succeeded,
        IntentNews::Canceled,
    ];

    fn after(status: OrderStatus, news: IntentNews) -> OrderStatus {
        match status.on(news) {
            Reaction::Stay => status,
            Reaction::Become(next) => next,
            Reaction::Fulfil => OrderStatus::Paid,
        }
    }

    #[test]
    fn money_that_came_is_never_forgotten() {
        for status in [
            OrderStatus::Paid,
            OrderStatus::RefundDue,
            OrderStatus::Refunded,
        ] {
            for news in NEWS {
                assert_eq!(status.on(news), Reaction::Stay, "{status:?} {news:?}");
            }
        }
    }

    #[test]
    fn captured_money_fulfils_every_unpaid_order_even_a_closed_one() {
        for status in OrderStatus::ALL {
            let paid_before = matches!(
                status,
                OrderStatus::Paid | OrderStatus::RefundDue | OrderStatus::Refunded
            );
            let expected = if paid_before {
                Reaction::Stay
            } else {
                Reaction::Fulfil
            };
            assert_eq!(status.on(IntentNews::Succeeded), expected, "{status:?}");
        }
    }

    #[test]
    fn only_captured_money_pays_an_order() {
        for status in OrderStatus::ALL {
            for news in NEWS
                .into_iter()
                .filter(|news| *news != IntentNews::Succeeded)
            {
                if status != OrderStatus::Paid {
                    assert_ne!(
                        after(status, news),
                        OrderStatus::Paid,
                        "{status:?} {news:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_same_news_twice_changes_nothing_the_second_time() {
        for status in OrderStatus::ALL {
            for news in NEWS {
                let once = after(status, news);
                assert_eq!(after(once, news), once, "{status:?} {news:?}");
            }
        }
    }

    #[test]
    fn what_came_before_the_capture_does_not_matter_to_the_end() {
        for first in NEWS {
            for second in NEWS {
                let start = OrderStatus::AwaitingPayment;
                let end = after(after(after(start, first), second), IntentNews::Succeeded);
                assert_eq!(end, OrderStatus::Paid, "{first:?} {second:?}");
                let late = after(after(after(start, IntentNews::Succeeded), first), second);
                assert_eq!(late, OrderStatus::Paid, "{first:?} {second:?}");
            }
        }
    }

    #[test]
    fn the_stored_form_reads_back() {
        for status in OrderStatus::ALL {
            assert_eq!(OrderStatus::from_stored(status.as_str()), Some(status));
        }
    }
}
