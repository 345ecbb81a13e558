//! The buyer presses Pay.

use std::time::Duration;

use commerce::{
    order::OrderStatus,
    payment::PaymentStep,
    timeline::{Actor, OrderEvent},
};
use stripe_client::{PaymentIntentStatus, PaymentMethodId};

use super::{
    EngineError,
    calls::{self, CallError},
    confirm::refused,
    record::{PaymentRecord, PaymentState},
};
use crate::{
    Shop, StoreError,
    cart::CartKey,
    catalogue,
    checkout::Quote,
    clock,
    orders::{self, OrderRecord, OrderToken},
};

/// How long a second press of Pay waits for the first.
const PATIENCE: Duration = Duration::from_secs(20);
/// Attempts that one order has in [`ATTEMPTS_WINDOW`]: enough for who mistypes, too few for who tries stolen cards.
const ATTEMPTS: i64 = 10;
const ATTEMPTS_WINDOW: Duration = Duration::from_secs(10 * 60);

impl Shop {
    /// Pays the order with a PaymentMethod that the buyer's browser made. However often it is called, and from however
    /// many tabs, the order is charged once. The work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn pay(
        &self,
        key: &CartKey,
        token: &OrderToken,
        method: &PaymentMethodId,
    ) -> Result<PaymentStep, EngineError> {
        let (shop, cart, token, method) = (self.clone(), key.id(), token.clone(), method.clone());
        tokio::spawn(async move { shop.pay_now(&cart, &token, &method).await })
            .await
            .map_err(|_| EngineError::Interrupted)?
    }

    async fn pay_now(
        &self,
        cart: &str,
        token: &OrderToken,
        method: &PaymentMethodId,
    ) -> Result<PaymentStep, EngineError> {
        let order = match self.order_to_pay(cart, token).await? {
            Ok(order) => order,
            Err(step) => return Ok(step),
        };
        let mut connection = self.store().pool().acquire().await?;
        let payment = PaymentRecord::begin(&mut connection, &order).await?;
        drop(connection);
        let work = self.pay_leased(cart, token, method, &payment.id);
        match self.with_lease(&payment.id, PATIENCE, work).await? {
            Some(step) => step,
            None => Ok(PaymentStep::Checking {
                order: token.path(),
            }),
        }
    }

    /// The buyer's order while it can be paid, or what to tell the buyer instead.
    pub(super) async fn order_to_pay(
        &self,
        cart: &str,
        token: &OrderToken,
    ) -> Result<Result<OrderRecord, PaymentStep>, EngineError> {
        let mut connection = self.store().pool().acquire().await?;
        let order = OrderRecord::by_token(&mut connection, token).await?;
        // The token opens the page for whoever has it; paying is for the browser that placed the order.
        let Some(order) = order.filter(|order| order.cart == cart) else {
            return Ok(Err(PaymentStep::NoOpenOrder));
        };
        Ok(match order.status {
            OrderStatus::AwaitingPayment
            | OrderStatus::RequiresAction
            | OrderStatus::Processing => Ok(order),
            OrderStatus::Paid | OrderStatus::RefundDue | OrderStatus::Refunded => {
                Err(PaymentStep::Paid {
                    order: token.path(),
                })
            }
            OrderStatus::Cancelled | OrderStatus::Expired => Err(PaymentStep::NoOpenOrder),
        })
    }

    /// The order and its payment as they are once the lease is held and every call of the payment has its answer, or what
    /// to tell the buyer instead: whoever held the lease before may have paid the order, or closed the payment.
    pub(super) async fn payment_in_hand(
        &self,
        cart: &str,
        token: &OrderToken,
        payment: &str,
    ) -> Result<Result<(OrderRecord, PaymentRecord), PaymentStep>, EngineError> {
        let order = match self.order_to_pay(cart, token).await? {
            Ok(order) => order,
            Err(step) => return Ok(Err(step)),
        };
        let mut connection = self.store().pool().acquire().await?;
        let payment = PaymentRecord::by_id(&mut connection, payment).await?;
        drop(connection);
        let open = payment.filter(|payment| payment.state == PaymentState::Open);
        let Some(mut payment) = open else {
            return Ok(Err(PaymentStep::NoOpenOrder));
        };
        match self.recover(&mut payment).await {
            Ok(()) => Ok(Ok((order, payment))),
            Err(CallError::Store(error)) => Err(error.into()),
            Err(CallError::Stripe(_)) => Ok(Err(PaymentStep::Checking {
                order: token.path(),
            })),
        }
    }

    async fn pay_leased(
        &self,
        cart: &str,
        token: &OrderToken,
        method: &PaymentMethodId,
        payment: &str,
    ) -> Result<PaymentStep, EngineError> {
        let (order, mut payment) = match self.payment_in_hand(cart, token, payment).await? {
            Ok(in_hand) => in_hand,
            Err(step) => return Ok(step),
        };
        if let Some(intent) = payment.intent.clone() {
            let Ok(found) = self.fetch_intent(&intent).await else {
                return Ok(PaymentStep::Unavailable);
            };
            let mut connection = self.store().pool().acquire().await?;
            let again =
                calls::was_confirmed_with(&mut connection, &payment.id, method.as_str()).await?;
            drop(connection);
            let payable = matches!(
                found.status,
                PaymentIntentStatus::RequiresPaymentMethod
                    | PaymentIntentStatus::RequiresConfirmation
            );
            if again || !(payable || found.status == PaymentIntentStatus::RequiresAction) {
                return self
                    .settle_and_step(&payment, &order, &found, Actor::Return)
                    .await;
            }
            if !payable {
                // The buyer left the bank's window for another card: that attempt ends before another begins.
                return self.pay_anew(&payment, &order, method).await;
            }
        }
        self.charge(&mut payment, order, method).await
    }

    /// Closes the payment that waits for the bank and begins another.
    async fn pay_anew(
        &self,
        payment: &PaymentRecord,
        order: &OrderRecord,
        method: &PaymentMethodId,
    ) -> Result<PaymentStep, EngineError> {
        let Some(intent) = &payment.intent else {
            return Ok(PaymentStep::Unavailable);
        };
        let cancelled = match self.cancel_intent(payment, intent).await {
            Ok(cancelled) => cancelled,
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(_)) => {
                return Ok(PaymentStep::Checking {
                    order: order.token.path(),
                });
            }
        };
        let step = self
            .settle_and_step(payment, order, &cancelled, Actor::Buyer)
            .await?;
        if cancelled.status != PaymentIntentStatus::Canceled {
            return Ok(step);
        }
        let mut connection = self.store().pool().acquire().await?;
        let mut next = PaymentRecord::begin(&mut connection, order).await?;
        drop(connection);
        let next_id = next.id.clone();
        let work = self.charge(&mut next, order.clone(), method);
        match self.with_lease(&next_id, PATIENCE, work).await? {
            Some(step) => step,
            None => Ok(PaymentStep::Checking {
                order: order.token.path(),
            }),
        }
    }

    async fn charge(
        &self,
        payment: &mut PaymentRecord,
        order: OrderRecord,
        method: &PaymentMethodId,
    ) -> Result<PaymentStep, EngineError> {
        if let Err(step) = self.secure(payment, &order).await? {
            return Ok(step);
        }
        let intent = match &payment.intent {
            Some(intent) => intent.clone(),
            None => match self.create_intent(payment, &order).await {
                Ok(intent) => intent.id,
                Err(CallError::Store(error)) => return Err(error.into()),
                Err(CallError::Stripe(error)) => {
                    tracing::error!(payment = payment.id, %error, "no payment intent was created");
                    return Ok(refused(&error, payment).unwrap_or(PaymentStep::Unavailable));
                }
            },
        };
        let answer = self.confirm_intent(payment, &intent, Some(method)).await;
        self.after_confirm(payment, &order, &intent, answer, Actor::Server)
            .await
    }

    /// Sees to it that the payment is still for what is in the cart, and keeps the stock for it.
    pub(super) async fn secure(
        &self,
        payment: &PaymentRecord,
        order: &OrderRecord,
    ) -> Result<Result<(), PaymentStep>, EngineError> {
        let rates = self.delivery_rates().await?;
        let mut tx = self.store().begin().await?;
        let order = OrderRecord::lock(&mut tx, &order.id).await?;
        let since = clock::now()
            .saturating_sub(i64::try_from(ATTEMPTS_WINDOW.as_millis()).unwrap_or(i64::MAX));
        if calls::confirms_since(&mut tx, &order.id, since).await? >= ATTEMPTS {
            let seconds = u32::try_from(ATTEMPTS_WINDOW.as_secs()).unwrap_or(u32::MAX);
            return Ok(Err(PaymentStep::TooManyAttempts { seconds }));
        }
        let quote = Quote {
            cart: self.cart_in(&mut tx, &order.cart).await?,
            rates,
        };
        let hash = quote.hash(order.delivery_method)?;
        if !order.status.is_open() || hash != payment.cart_hash || hash != order.cart_hash {
            return Ok(Err(PaymentStep::CartChanged));
        }
        let Ok(changed) = self.reserve(&mut tx, &order).await? else {
            return Ok(Err(PaymentStep::CartChanged));
        };
        orders::append(
            &mut tx,
            &order.id,
            Actor::Buyer,
            &OrderEvent::PaymentStarted,
        )
        .await?;
        catalogue::record_change(&mut tx, &changed).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(Ok(()))
    }
}
