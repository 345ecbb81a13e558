//! What happened to an order, and who said so.

use serde::{Deserialize, Serialize};

use crate::{Money, payment::DeclineReason};

/// Who brought the news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The buyer, by pressing a button.
    Buyer,
    /// The server, from Stripe's answer to a call.
    Server,
    /// The browser's return: the buyer came back and the server asked.
    Return,
    /// Stripe, by a webhook; the server asked for the object anew.
    Webhook,
    /// The background task that asks after every payment that is not final.
    Reconciler,
    /// The shop's owner.
    Owner,
}

impl Actor {
    /// The value in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Actor::Buyer => "buyer",
            Actor::Server => "server",
            Actor::Return => "return",
            Actor::Webhook => "webhook",
            Actor::Reconciler => "reconciler",
            Actor::Owner => "owner",
        }
    }
}

/// One thing that happened to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OrderEvent {
    /// The buyer placed it.
    Placed,
    /// Stock was reserved and the buyer's card was sent to Stripe.
    PaymentStarted,
    /// The buyer's bank wants the buyer to confirm.
    ActionRequested,
    /// The buyer confirmed at the bank.
    ActionCompleted,
    /// The attempt failed.
    Declined {
        /// Why, as far as a customer is told.
        reason: DeclineReason,
    },
    /// The money is on its way.
    Processing,
    /// The money is held for the shop, and not captured yet.
    Authorised {
        /// How much.
        amount: Money,
    },
    /// The money was captured and the stock taken.
    Paid {
        /// How much.
        amount: Money,
    },
    /// The money was captured, but the goods were gone or the amount was not the order's: it is owed back.
    CannotBeFulfilled {
        /// How much.
        amount: Money,
    },
    /// Money of the order goes back to the buyer.
    Refunded {
        /// How much.
        amount: Money,
    },
    /// A refund that was said to be made did not reach the buyer: the money is with the shop again.
    RefundFailed {
        /// How much.
        amount: Money,
    },
    /// Money came a second time, by another payment of the same order: it is owed back.
    SurplusCaptured {
        /// How much.
        amount: Money,
    },
    /// That money was given back.
    SurplusRefunded {
        /// How much.
        amount: Money,
    },
    /// The cardholder asks the bank for the money back.
    Disputed {
        /// How much.
        amount: Money,
    },
    /// The bank decided for the shop.
    DisputeWon,
    /// The bank decided for the cardholder.
    DisputeLost,
    /// This attempt at paying was given up.
    PaymentCancelled,
    /// The payment failed for good: it cannot be tried again.
    PaymentFailed,
    /// The order was given up or replaced.
    Cancelled,
    /// It was not paid in time; its stock is free again.
    Expired,
}

impl OrderEvent {
    /// The value of the store's column `kind`.
    pub fn kind(&self) -> &'static str {
        match self {
            OrderEvent::Placed => "placed",
            OrderEvent::PaymentStarted => "payment_started",
            OrderEvent::ActionRequested => "action_requested",
            OrderEvent::ActionCompleted => "action_completed",
            OrderEvent::Declined { .. } => "declined",
            OrderEvent::Processing => "processing",
            OrderEvent::Authorised { .. } => "authorised",
            OrderEvent::Paid { .. } => "paid",
            OrderEvent::CannotBeFulfilled { .. } => "cannot_be_fulfilled",
            OrderEvent::Refunded { .. } => "refunded",
            OrderEvent::RefundFailed { .. } => "refund_failed",
            OrderEvent::SurplusCaptured { .. } => "surplus_captured",
            OrderEvent::SurplusRefunded { .. } => "surplus_refunded",
            OrderEvent::Disputed { .. } => "disputed",
            OrderEvent::DisputeWon => "dispute_won",
            OrderEvent::DisputeLost => "dispute_lost",
            OrderEvent::PaymentCancelled => "payment_cancelled",
            OrderEvent::PaymentFailed => "payment_failed",
            OrderEvent::Cancelled => "cancelled",
            OrderEvent::Expired => "expired",
        }
    }
}
