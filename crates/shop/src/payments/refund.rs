//! Giving back money that came for what cannot be delivered.

use commerce::{
    order::OrderStatus,
    timeline::{Actor, OrderEvent},
};
use stripe_client::{CreateRefund, Error as StripeError, RefundTarget};

use super::{
    calls::{CallError, Operation},
    record::{PaymentRecord, PaymentState},
};
use crate::{
    Shop, StoreError,
    orders::{self, OrderRecord},
};

impl Shop {
    /// Refunds a payment whose refund is due. The caller holds its lease. When Stripe cannot be asked, the refund stays due
    /// and the reconciler tries again.
    pub(super) async fn refund_captured(&self, payment: &PaymentRecord) -> Result<(), StoreError> {
        let Some(intent) = payment.intent.clone() else {
            return Err(StoreError::corrupt(
                "the intent of a captured payment",
                &payment.id,
            ));
        };
        let mut params = CreateRefund::new(RefundTarget::PaymentIntent(intent));
        params
            .metadata
            .insert("payment_id".to_owned(), payment.id.clone());
        match self
            .call(payment, Operation::Refund, "all", params.request())
            .await
        {
            Ok(_) => self.mark_refunded(payment).await,
            Err(CallError::Store(error)) => Err(error),
            Err(CallError::Stripe(error)) if is_refunded_already(&error) => {
                self.mark_refunded(payment).await
            }
            Err(CallError::Stripe(error)) => {
                tracing::error!(payment = payment.id, %error, "a refund that is due was not made yet");
                Ok(())
            }
        }
    }

    async fn mark_refunded(&self, payment: &PaymentRecord) -> Result<(), StoreError> {
        let mut tx = self.store().begin().await?;
        let locked = PaymentRecord::lock(&mut tx, &payment.id).await?;
        let Some(mut payment) = locked.filter(|found| found.state == PaymentState::RefundDue)
        else {
            return Ok(());
        };
        let mut order = OrderRecord::lock(&mut tx, &payment.order_id).await?;
        payment.set_state(&mut tx, PaymentState::Refunded).await?;
        if order.status == OrderStatus::RefundDue {
            order.set_status(&mut tx, OrderStatus::Refunded).await?;
        }
        let event = OrderEvent::Refunded {
            amount: payment.amount,
        };
        orders::append(&mut tx, &order.id, Actor::Server, &event).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Source: <https://docs.stripe.com/error-codes#charge-already-refunded>.
fn is_refunded_already(error: &StripeError) -> bool {
    error.api().and_then(|error| error.code.as_deref()) == Some("charge_already_refunded")
}
