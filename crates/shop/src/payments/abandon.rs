//! Giving up an order that is not paid: what could still pay it is cancelled at Stripe first, so that it can never be paid behind our back.

use std::time::Duration;

use commerce::{
    order::PaymentNews,
    payment::{PaymentEvent, PaymentState},
    timeline::{Actor, OrderEvent},
};
use stripe_client::ExpireCheckoutSession;

use super::{
    calls::{CallError, Operation},
    record::PaymentRecord,
    report::Report,
    reserve,
};
use crate::{
    Shop, StoreError,
    cart::CartId,
    catalogue,
    orders::{OrderRecord, OrderToken},
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

fn abandoned(payment: PaymentState) -> Abandoned {
    match payment {
        PaymentState::Cancelled | PaymentState::Failed => Abandoned::Closed,
        PaymentState::Paid | PaymentState::RefundDue | PaymentState::Refunded => Abandoned::Paid,
        PaymentState::Open => Abandoned::Undecided,
    }
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
        cart: &CartId,
        token: &OrderToken,
    ) -> Result<(), StoreError> {
        let mut connection = self.store().connection().await?;
        let order = OrderRecord::by_token(&mut connection, token).await?;
        drop(connection);
        let Some(order) =
            order.filter(|order| order.cart == cart.as_str() && order.status().is_open())
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
            self.close_order(&order.id, &OrderEvent::Cancelled, Actor::Buyer)
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
        let mut connection = self.store().connection().await?;
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
        let mut connection = self.store().connection().await?;
        let payment = PaymentRecord::by_id(&mut connection, payment).await?;
        drop(connection);
        let Some(mut payment) = payment else {
            return Ok(Abandoned::Undecided);
        };
        if !payment.state.is_open() {
            // Whoever worked on it before has decided.
            return Ok(abandoned(payment.state));
        }
        self.recover(&mut payment).await?;
        let Some(report) = self.call_off(&mut payment).await? else {
            // Nothing is at Stripe that could still take money.
            let mut connection = self.store().connection().await?;
            payment
                .record(&mut connection, PaymentEvent::Cancelled)
                .await?;
            return Ok(Abandoned::Closed);
        };
        let settled = self.settle(&mut payment, &report, actor).await?;
        if settled.payment == PaymentState::RefundDue {
            self.refund_what_is_due(&mut payment).await?;
        }
        Ok(abandoned(settled.payment))
    }

    /// Cancels at Stripe what could still take money, and says how it stands then; `None` if there is nothing.
    async fn call_off(&self, payment: &mut PaymentRecord) -> Result<Option<Report>, CallError> {
        let called_off = if let Some(session) = payment.session.clone() {
            let request = ExpireCheckoutSession::new(session).request();
            self.call(payment, Operation::ExpireSession, "session", request)
                .await
                .map(|session| Report::of_session(&session))
        } else if let Some(intent) = payment.intent.clone() {
            self.cancel_intent(payment, &intent)
                .await
                .map(|intent| Report::of_intent(&intent))
        } else {
            // A charge is over when it is answered: one that failed takes no money any more.
            let report = self.fetch_report(payment).await?;
            return Ok(report.filter(|report| !matches!(report.news, PaymentNews::AwaitsMethod(_))));
        };
        match called_off {
            Ok(report) => Ok(Some(report)),
            // Most often because it was paid in the meantime.
            Err(CallError::Stripe(stripe_client::Error::Api(_))) => {
                self.fetch_report(payment).await
            }
            Err(other) => Err(other),
        }
    }

    /// Closes, by `event`, an order that has no open payment, and frees its stock.
    pub(super) async fn close_order(
        &self,
        order: &str,
        event: &OrderEvent,
        actor: Actor,
    ) -> Result<(), StoreError> {
        let mut tx = self.store().begin().await?;
        let mut order = OrderRecord::lock(&mut tx, order).await?;
        if !order.status().is_open() || super::has_open_payment(&mut tx, &order.id).await? {
            return Ok(());
        }
        order.record(&mut tx, actor, event).await?;
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
