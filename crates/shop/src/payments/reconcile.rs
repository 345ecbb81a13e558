//! The background task that sees to it that Stripe and the shop never differ for long: at boot and on a timer it asks after
//! every payment that is not final, gives back what is owed, and closes what was not paid in time.

use std::time::Duration;

use commerce::{order::OrderStatus, timeline::Actor};

use super::{
    abandon::Abandoned,
    record::{PaymentRecord, PaymentState},
};
use crate::{Shop, StoreError, clock, store::Columns};

/// How often the task looks.
const EVERY: Duration = Duration::from_secs(30);
/// A payment that somebody touched this recently is looked after by whoever touched it.
const LEAVE_ALONE: Duration = Duration::from_secs(15);
/// Payments and orders that one round looks at, so that a round stays short.
const ROUND: i64 = 200;

fn ago(duration: Duration) -> i64 {
    clock::now().saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}

impl Shop {
    /// Looks at once and then every 30 seconds until `stop` ends.
    pub async fn run_reconciler(self, stop: impl Future<Output = ()>) {
        let rounds = async {
            loop {
                if let Err(error) = self.reconcile().await {
                    tracing::error!(%error, "a round of the reconciler failed");
                }
                tokio::time::sleep(EVERY).await;
            }
        };
        tokio::select! {
            () = rounds => {}
            () = stop => {}
        }
    }

    /// One round.
    ///
    /// # Errors
    /// When the store fails; Stripe's silence is left to the next round.
    pub async fn reconcile(&self) -> Result<(), StoreError> {
        self.expire_orders().await?;
        let mut connection = self.store().pool().acquire().await?;
        let mut payments =
            PaymentRecord::in_state(&mut connection, PaymentState::RefundDue, ROUND).await?;
        payments.extend(PaymentRecord::in_state(&mut connection, PaymentState::Open, ROUND).await?);
        drop(connection);
        for payment in payments {
            if payment.updated_at < ago(LEAVE_ALONE) && payment.leased_until < clock::now() {
                self.ask(&payment.id, Actor::Reconciler).await?;
            }
        }
        Ok(())
    }

    /// Closes open orders that were not paid while their stock was kept, and those that never came as far as a payment.
    async fn expire_orders(&self) -> Result<(), StoreError> {
        let rows = sqlx::query(
            "SELECT id FROM orders WHERE open_cart IS NOT NULL AND (\
             id IN (SELECT order_id FROM reservations WHERE expires_at < $1) OR (updated_at < $2 \
             AND NOT EXISTS (SELECT 1 FROM reservations r WHERE r.order_id = orders.id))) \
             ORDER BY updated_at LIMIT $3",
        )
        .bind(clock::now())
        .bind(ago(self.settings().reservation))
        .bind(ROUND)
        .fetch_all(self.store().pool())
        .await?;
        for row in rows {
            let order = row.text("id")?;
            if self.close_payment(&order, Actor::Reconciler).await? == Abandoned::Closed {
                self.close_order(&order, OrderStatus::Expired, Actor::Reconciler)
                    .await?;
            }
        }
        Ok(())
    }
}
