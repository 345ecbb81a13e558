//! Of which events the buyer is told by mail.

use commerce::{
    order::{Open, OrderState},
    timeline::OrderEvent,
};
use sqlx::AnyConnection;

use super::OrderRecord;
use crate::{
    StoreError,
    mail::{self, Letter},
    store::Columns,
};

impl OrderRecord {
    /// Has the buyer told of `event`, the order's event number `sequence`, which leads to `next`: in the transaction of the
    /// event itself, so that there is a mail if and only if it happened.
    pub(super) async fn tell_buyer(
        &self,
        connection: &mut AnyConnection,
        sequence: i64,
        event: &OrderEvent,
        next: &OrderState,
    ) -> Result<(), StoreError> {
        let Some(letter) = letter(&self.id, &self.state, event, next) else {
            return Ok(());
        };
        let row = sqlx::query("SELECT email, locale FROM orders WHERE id = $1")
            .bind(&self.id)
            .fetch_one(&mut *connection)
            .await?;
        let occasion = format!("order {} {sequence}", self.id);
        let (email, locale) = (row.text("email")?, row.text("locale")?);
        mail::post(connection, &occasion, &email, &locale, &letter).await
    }
}

fn letter(
    order: &str,
    before: &OrderState,
    event: &OrderEvent,
    next: &OrderState,
) -> Option<Letter> {
    let order = order.to_owned();
    match event {
        OrderEvent::Paid { .. } => Some(Letter::OrderPaid { order }),
        OrderEvent::Refunded { amount } => match next {
            OrderState::Captured(captured) => Some(Letter::OrderRefunded {
                order,
                amount: *amount,
                left: captured.left(),
            }),
            OrderState::Open(_) | OrderState::Closed(_) => None,
        },
        OrderEvent::SurplusRefunded { amount } => Some(Letter::OrderSurplusRefunded {
            order,
            amount: *amount,
        }),
        OrderEvent::CannotBeFulfilled { amount } => Some(Letter::OrderFailed {
            order,
            owed: Some(*amount),
        }),
        // The buyer was told to wait, and is not looking any more.
        OrderEvent::Declined { .. }
        | OrderEvent::PaymentFailed
        | OrderEvent::PaymentCancelled
        | OrderEvent::Expired
            if *before == OrderState::Open(Open::Processing) =>
        {
            Some(Letter::OrderFailed { order, owed: None })
        }
        OrderEvent::Placed
        | OrderEvent::PaymentStarted
        | OrderEvent::ActionRequested
        | OrderEvent::ActionCompleted
        | OrderEvent::Declined { .. }
        | OrderEvent::Processing
        | OrderEvent::Authorised { .. }
        | OrderEvent::RefundFailed { .. }
        | OrderEvent::SurplusCaptured { .. }
        | OrderEvent::Disputed { .. }
        | OrderEvent::DisputeWon
        | OrderEvent::DisputeLost
        | OrderEvent::PaymentCancelled
        | OrderEvent::PaymentFailed
        | OrderEvent::Cancelled
        | OrderEvent::Expired => None,
    }
}
