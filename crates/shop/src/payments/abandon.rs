//! Giving up an order that is not paid: its intent is cancelled at Stripe first, so that it can never be paid behind our back.

use std::time::Duration;

use commerce::{
    order::OrderStatus,
    timeline::{Actor, OrderEvent},
};
use stripe_client::PaymentIntent;

use super::{
    calls::CallError,
    record::{PaymentRecord, PaymentState},
    reserve,
};
use crate::{
    Shop, StoreError,
    cart::CartKey,
    catalogue,
    orders::{self, OrderRecord, OrderToken},
};

/// How giving up went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abandoned {
    /// The order is closed and its stock is free.
    Closed,
    /// It was paid before it could be closed.
    Paid,
    /// Stripe has not decided, or could not be asked; nothing was given up.
    Undecided,
}

/// How long it waits for another task that works on the payment.
const PATIENCE: Duration = Duration::from_secs(5);

impl Shop {
    /// The buyer gives up the payment that waits for the bank. The order stays open for another card.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cancel_payment(
        &self,
        key: &CartKey,
        token: &OrderToken,
    ) -> Result<(), StoreError> {
        let mut connection = self.store().pool().acquire().await?;
        let order = OrderRecord::by_token(&mut connection, token).await?;
        drop(connection);
        let Some(order) = order.filter(|order| order.cart == key.id() && order.status.is_open())
        else {
            return Ok(());
        };
        // Whether it was closed or paid is what the next step says.
        let (shop, order_id) = (self.clone(), order.id);
        let closing = tokio::spawn(async move {
            let closed = shop.close_payment(&order_id, Actor::Buyer).await?;
            if closed == Abandoned::Closed {
                shop.free_stock(&order_id).await
            } else {
                Ok(())
            }
        });
        closing.await.unwrap_or(Ok(()))
    }

    /// Closes the order because its cart changed.
    pub(crate) async fn abandon(&self, order: &OrderRecord) -> Result<Abandoned, StoreError> {
        let closed = self.close_payment(&order.id, Actor::Buyer).await?;
        if closed == Abandoned::Closed {
            self.close_order(&order.id, OrderStatus::Cancelled, Actor::Buyer)
                .await?;
        }
        Ok(closed)
    }

    /// Sees to it that the order has no payment that could still succeed.
    pub(super) async fn close_payment(
        &self,
        order: &str,
        actor: Actor,
    ) -> Result<Abandoned, StoreError> {
        let mut connection = self.store().pool().acquire().await?;
        let payment = PaymentRecord::open_of_order(&mut connection, order).await?;
        drop(connection);
        let Some(payment) = payment else {
            return Ok(Abandoned::Closed);
        };
        let work = self.close_leased(&payment.id, actor);
        match self.with_lease(&payment.id, PATIENCE, work).await? {
            None => Ok(Abandoned::Undecided),
            Some(Ok(abandoned)) => Ok(abandoned),
            Some(Err(CallError::Store(error))) => Err(error),
            Some(Err(CallError::Stripe(error))) => {
                tracing::warn!(payment = payment.id, %error, "a payment could not be closed");
                Ok(Abandoned::Undecided)
            }
        }
    }

    async fn close_leased(&self, payment: &str, actor: Actor) -> Result<Abandoned, CallError> {
        let mut connection = self
            .store()
            .pool()
            .acquire()
            .await
            .map_err(StoreError::from)?;
        let payment = PaymentRecord::by_id(&mut connection, payment).await?;
        drop(connection);
        let Some(mut payment) = payment.filter(|payment| payment.state == PaymentState::Open)
        else {
            return Ok(Abandoned::Undecided);
        };
        self.recover(&mut payment).await?;
        let Some(intent) = payment.intent.clone() else {
            let mut connection = self
                .store()
                .pool()
                .acquire()
                .await
                .map_err(StoreError::from)?;
            payment
                .set_state(&mut connection, PaymentState::Cancelled)
                .await?;
            return Ok(Abandoned::Closed);
        };
        let found: PaymentIntent = match self.cancel_intent(&payment, &intent).await {
            Ok(cancelled) => cancelled,
            // Most often because it was paid in the meantime.
            Err(CallError::Stripe(stripe_client::Error::Api(_))) => {
                self.fetch_intent(&intent).await?
            }
            Err(other) => return Err(other),
        };
        let settled = self.settle(&payment, &found, actor).await?;
        if settled.payment == PaymentState::RefundDue {
            self.refund_captured(&payment).await?;
        }
        Ok(match settled.payment {
            PaymentState::Cancelled => Abandoned::Closed,
            PaymentState::Paid | PaymentState::RefundDue | PaymentState::Refunded => {
                Abandoned::Paid
            }
            PaymentState::Open => Abandoned::Undecided,
        })
    }

    /// Closes an order that has no open payment, and frees its stock.
    pub(super) async fn close_order(
        &self,
        order: &str,
        status: OrderStatus,
        actor: Actor,
    ) -> Result<(), StoreError> {
        let mut tx = self.store().begin().await?;
        let mut order = OrderRecord::lock(&mut tx, order).await?;
        if !order.status.is_open() || super::has_open_payment(&mut tx, &order.id).await? {
            return Ok(());
        }
        order.set_status(&mut tx, status).await?;
        let event = match status {
            OrderStatus::Expired => OrderEvent::Expired,
            _ => OrderEvent::Cancelled,
        };
        orders::append(&mut tx, &order.id, actor, &event).await?;
        let changed = reserve::release(&mut tx, &order.id).await?;
        catalogue::record_change(&mut tx, &changed).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Frees the stock of an order that stays open without a payment.
    async fn free_stock(&self, order: &str) -> Result<(), StoreError> {
        let mut tx = self.store().begin().await?;
        let order = OrderRecord::lock(&mut tx, order).await?;
        if super::has_open_payment(&mut tx, &order.id).await? {
            return Ok(());
        }
        let changed = reserve::release(&mut tx, &order.id).await?;
        catalogue::record_change(&mut tx, &changed).await?;
        tx.commit().await?;
        Ok(())
    }
}
