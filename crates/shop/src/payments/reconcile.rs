//! The background task that sees to it that Stripe and the shop never differ for long: at boot and on a timer it asks after
//! every payment that is not final, gives back what is owed, and closes what was not paid in time.

use std::time::Duration;

use commerce::{
    order::OrderStatus,
    payment::PaymentState,
    timeline::{Actor, OrderEvent},
};

use super::{abandon::Abandoned, record::PaymentRecord};
use crate::{Shop, StoreError, clock, store::Columns};

/// Payments and orders that one round looks at, so that a round stays short.
const ROUND: i64 = 200;

fn ago(duration: Duration) -> i64 {
    clock::now().saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}

impl Shop {
    /// Looks at once and then every so often, by [`Settings::reconcile_every`](crate::Settings), until `stop` ends.
    pub async fn run_reconciler(self, stop: impl Future<Output = ()>) {
        let rounds = async {
            loop {
                if let Err(error) = self.reconcile().await {
                    tracing::error!(%error, "a round of the reconciler failed");
                }
                tokio::time::sleep(self.settings().reconcile_every).await;
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
        self.close_needless_payments().await?;
        self.forget_old_events().await?;
        self.forget_ended_access().await?;
        self.forget_old_mails().await?;
        let mut connection = self.store().connection().await?;
        let mut payments =
            PaymentRecord::in_state(&mut connection, PaymentState::RefundDue, ROUND).await?;
        payments.extend(PaymentRecord::in_state(&mut connection, PaymentState::Open, ROUND).await?);
        payments.extend(PaymentRecord::with_news_due(&mut connection, ROUND).await?);
        drop(connection);
        for payment in payments {
            // What somebody touched since the last round is looked after by whoever touched it.
            let untouched = payment.updated_at < ago(self.settings().reconcile_every / 2);
            if untouched && payment.leased_until < clock::now() {
                self.ask(&payment.id, Actor::Reconciler, Duration::ZERO)
                    .await?;
            }
        }
        self.keep_customers().await
    }

    /// Closes open orders that were not paid while their stock was kept, and those that never came as far as a payment. A
    /// bank debit that is on its way for days can no longer be called off: it keeps its stock until the bank has decided.
    async fn expire_orders(&self) -> Result<(), StoreError> {
        let rows = sqlx::query(
            "SELECT id FROM orders WHERE open_cart IS NOT NULL AND status <> $4 AND (\
             id IN (SELECT order_id FROM reservations WHERE expires_at < $1) OR (updated_at < $2 \
             AND NOT EXISTS (SELECT 1 FROM reservations r WHERE r.order_id = orders.id))) \
             ORDER BY updated_at LIMIT $3",
        )
        .bind(clock::now())
        .bind(ago(self.settings().reservation))
        .bind(ROUND)
        .bind(OrderStatus::Processing.as_str())
        .fetch_all(self.store().pool())
        .await?;
        for row in rows {
            let order = row.text("id")?;
            if self.close_payment(&order, Actor::Reconciler).await? == Abandoned::Closed {
                self.close_order(&order, &OrderEvent::Expired, Actor::Reconciler)
                    .await?;
            }
        }
        Ok(())
    }

    /// Closes payments of orders that have their money, or were closed: they could only bring money that goes back again.
    async fn close_needless_payments(&self) -> Result<(), StoreError> {
        let rows = sqlx::query(
            "SELECT id FROM orders WHERE open_cart IS NULL AND id IN (SELECT open_order FROM payments) LIMIT $1",
        )
        .bind(ROUND)
        .fetch_all(self.store().pool())
        .await?;
        for row in rows {
            self.close_payment(&row.text("id")?, Actor::Reconciler)
                .await?;
        }
        Ok(())
    }
}
