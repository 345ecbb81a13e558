//! The one word for where an order stands, as lists and customers have it.

use serde::{Deserialize, Serialize};

/// Where an order stands, in a word. [`OrderState`](super::OrderState) knows the amounts too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Placed; its payment has not begun.
    Draft,
    /// A payment has begun and none has succeeded yet.
    AwaitingPayment,
    /// The buyer's bank wants the buyer to confirm (3D Secure).
    RequiresAction,
    /// The money is on its way; Stripe will say how it ended.
    Processing,
    /// The money is held for the shop, not captured.
    Authorised,
    /// Paid; stock is taken.
    Paid,
    /// Paid, and a part of the money was given back.
    PartlyRefunded,
    /// The money came but the goods were gone: it is to be given back.
    RefundDue,
    /// All of the money was given back.
    Refunded,
    /// The cardholder has asked the bank for the money back; the bank decides, or has decided so.
    Disputed,
    /// The payment failed for good, days after it was made perhaps.
    Failed,
    /// Replaced or given up before any money came.
    Cancelled,
    /// Not paid in time.
    Expired,
}

impl OrderStatus {
    /// Every status.
    pub const ALL: [OrderStatus; 13] = [
        OrderStatus::Draft,
        OrderStatus::AwaitingPayment,
        OrderStatus::RequiresAction,
        OrderStatus::Processing,
        OrderStatus::Authorised,
        OrderStatus::Paid,
        OrderStatus::PartlyRefunded,
        OrderStatus::RefundDue,
        OrderStatus::Refunded,
        OrderStatus::Disputed,
        OrderStatus::Failed,
        OrderStatus::Cancelled,
        OrderStatus::Expired,
    ];

    /// Whether it can still be paid.
    pub fn is_open(self) -> bool {
        match self {
            OrderStatus::Draft
            | OrderStatus::AwaitingPayment
            | OrderStatus::RequiresAction
            | OrderStatus::Processing
            | OrderStatus::Authorised => true,
            OrderStatus::Paid
            | OrderStatus::PartlyRefunded
            | OrderStatus::RefundDue
            | OrderStatus::Refunded
            | OrderStatus::Disputed
            | OrderStatus::Failed
            | OrderStatus::Cancelled
            | OrderStatus::Expired => false,
        }
    }

    /// Whether money came for it, wherever that money is now.
    pub fn is_captured(self) -> bool {
        match self {
            OrderStatus::Paid
            | OrderStatus::PartlyRefunded
            | OrderStatus::RefundDue
            | OrderStatus::Refunded
            | OrderStatus::Disputed => true,
            OrderStatus::Draft
            | OrderStatus::AwaitingPayment
            | OrderStatus::RequiresAction
            | OrderStatus::Processing
            | OrderStatus::Authorised
            | OrderStatus::Failed
            | OrderStatus::Cancelled
            | OrderStatus::Expired => false,
        }
    }

    /// The value in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            OrderStatus::Draft => "draft",
            OrderStatus::AwaitingPayment => "awaiting_payment",
            OrderStatus::RequiresAction => "requires_action",
            OrderStatus::Processing => "processing",
            OrderStatus::Authorised => "authorised",
            OrderStatus::Paid => "paid",
            OrderStatus::PartlyRefunded => "partly_refunded",
            OrderStatus::RefundDue => "refund_due",
            OrderStatus::Refunded => "refunded",
            OrderStatus::Disputed => "disputed",
            OrderStatus::Failed => "failed",
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

    #[test]
    fn the_stored_form_reads_back() {
        for status in OrderStatus::ALL {
            assert_eq!(OrderStatus::from_stored(status.as_str()), Some(status));
        }
    }

    #[test]
    fn an_order_that_money_came_for_cannot_be_paid() {
        for status in OrderStatus::ALL {
            assert!(!(status.is_open() && status.is_captured()), "{status:?}");
        }
    }
}
