//! The buyer comes back from the bank's window, or reloads the checkout while it stands open.

use std::time::Duration;

use commerce::{payment::PaymentStep, timeline::Actor};
use stripe_client::PaymentIntentStatus;

use super::{EngineError, record::PaymentRecord};
use crate::{
    Shop, StoreError,
    cart::CartKey,
    orders::{OrderRecord, OrderToken},
};

/// How long it waits for another task that works on the payment.
const PATIENCE: Duration = Duration::from_secs(20);

impl Shop {
    /// Goes on with the order's payment: confirms it again when the buyer has confirmed at the bank, and says what is next.
    /// The work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn resume(
        &self,
        key: &CartKey,
        token: &OrderToken,
    ) -> Result<PaymentStep, EngineError> {
        let (shop, cart, token) = (self.clone(), key.id(), token.clone());
        tokio::spawn(async move { shop.resume_now(&cart, &token).await })
            .await
            .map_err(|_| EngineError::Interrupted)?
    }

    /// The order of this cart whose buyer has to act at the bank, if there is one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unfinished_order(&self, key: &CartKey) -> Result<Option<OrderToken>, StoreError> {
        let mut connection = self.store().pool().acquire().await?;
        let order = OrderRecord::open_of_cart(&mut connection, &key.id()).await?;
        let waiting = order.filter(|order| {
            order.status == commerce::order::OrderStatus::RequiresAction
                || order.status == commerce::order::OrderStatus::Processing
        });
        Ok(waiting.map(|order| order.token))
    }

    async fn resume_now(&self, cart: &str, token: &OrderToken) -> Result<PaymentStep, EngineError> {
        let order = match self.order_to_pay(cart, token).await? {
            Ok(order) => order,
            Err(step) => return Ok(step),
        };
        let mut connection = self.store().pool().acquire().await?;
        let payment = PaymentRecord::open_of_order(&mut connection, &order.id).await?;
        drop(connection);
        let Some(payment) = payment else {
            return Ok(PaymentStep::NoOpenOrder);
        };
        let work = self.resume_leased(cart, token, &payment.id);
        match self.with_lease(&payment.id, PATIENCE, work).await? {
            Some(step) => step,
            None => Ok(PaymentStep::Checking {
                order: token.path(),
            }),
        }
    }

    async fn resume_leased(
        &self,
        cart: &str,
        token: &OrderToken,
        payment: &str,
    ) -> Result<PaymentStep, EngineError> {
        let (order, payment) = match self.payment_in_hand(cart, token, payment).await? {
            Ok(in_hand) => in_hand,
            Err(step) => return Ok(step),
        };
        let Some(intent) = payment.intent.clone() else {
            return Ok(PaymentStep::NoOpenOrder);
        };
        let Ok(found) = self.fetch_intent(&intent).await else {
            return Ok(PaymentStep::Checking {
                order: token.path(),
            });
        };
        let step = self
            .settle_and_step(&payment, &order, &found, Actor::Return)
            .await?;
        if found.status != PaymentIntentStatus::RequiresConfirmation {
            return Ok(step);
        }
        if let Err(step) = self.secure(&payment, &order).await? {
            return Ok(step);
        }
        let answer = self.confirm_intent(&payment, &intent, None).await;
        self.after_confirm(&payment, &order, &intent, answer, Actor::Server)
            .await
    }
}
