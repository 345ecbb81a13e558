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
    /// The background task that asks after every payment that is not final.
    Reconciler,
}

impl Actor {
    /// The value in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Actor::Buyer => "buyer",
            Actor::Server => "server",
            Actor::Return => "return",
            Actor::Reconciler => "reconciler",
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
    /// The money was captured and the stock taken.
    Paid {
        /// How much.
        amount: Money,
    },
    /// The money was captured, but the goods were gone or the amount was not the order's.
    CannotBeFulfilled,
    /// A capture that nothing is owed for goes back to the buyer.
    Refunded {
        /// How much.
        amount: Money,
    },
    /// This attempt at paying was given up.
    PaymentCancelled,
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
            OrderEvent::Paid { .. } => "paid",
            OrderEvent::CannotBeFulfilled => "cannot_be_fulfilled",
            OrderEvent::Refunded { .. } => "refunded",
            OrderEvent::PaymentCancelled => "payment_cancelled",
            OrderEvent::Cancelled => "cancelled",
            OrderEvent::Expired => "expired",
        }
    }
}
