//! Taking an order's payment in hand: whose it is, which flow it has, and that nobody else works on it.

use std::time::Duration;

use commerce::{
    order::OrderStatus,
    payment::{PaymentFlow, PaymentState, PaymentStep},
    timeline::{Actor, OrderEvent},
};

use super::{
    EngineError,
    abandon::Abandoned,
    calls::{self, CallError},
    fault::{self, FaultPoint},
    record::PaymentRecord,
};
use crate::{
    Shop, StoreError, catalogue,
    checkout::Quote,
    clock,
    orders::{OrderRecord, OrderToken},
};

/// How long a second press of Pay waits for the first.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// Attempts that one order has in [`ATTEMPTS_WINDOW`]: enough for who mistypes, too few for who tries stolen cards.
const ATTEMPTS: i64 = 10;
const ATTEMPTS_WINDOW: Duration = Duration::from_secs(10 * 60);
/// How often a payment by another flow is closed before giving up: two tabs may take turns.
const SWITCHES: usize = 3;

/// Why a task that holds a payment's lease has nothing to work on.
pub(super) enum NotInHand {
    /// Whoever held the lease before has closed the payment, and the order is open for the next.
    Closed,
    /// This is what to tell the buyer.
    Tell(PaymentStep),
}

impl Shop {
    /// The buyer's order while it can be paid, or what to tell the buyer instead.
    pub(super) async fn order_to_pay(
        &self,
        cart: &str,
        token: &OrderToken,
    ) -> Result<Result<OrderRecord, PaymentStep>, EngineError> {
        let mut connection = self.store().connection().await?;
        let order = OrderRecord::by_token(&mut connection, token).await?;
        // The token opens the page for whoever has it; paying is for whoever has its cart.
        let Some(order) = order.filter(|order| order.cart == cart) else {
            return Ok(Err(PaymentStep::NoOpenOrder));
        };
        Ok(match order.status() {
            OrderStatus::Draft
            | OrderStatus::AwaitingPayment
            | OrderStatus::RequiresAction
            | OrderStatus::Processing
            | OrderStatus::Authorised => Ok(order),
            OrderStatus::Paid
            | OrderStatus::PartlyRefunded
            | OrderStatus::RefundDue
            | OrderStatus::Refunded
            | OrderStatus::Disputed => Err(PaymentStep::Paid {
                order: token.path(),
            }),
            OrderStatus::Failed | OrderStatus::Cancelled | OrderStatus::Expired => {
                Err(PaymentStep::NoOpenOrder)
            }
        })
    }

    /// The id of the order's open payment by `flow`; a payment by another flow is closed first, so that one order never has
    /// two that can succeed.
    pub(super) async fn begin_payment(
        &self,
        cart: &str,
        token: &OrderToken,
        flow: PaymentFlow,
    ) -> Result<Result<String, PaymentStep>, EngineError> {
        if !self.settings().flows.contains(&flow) {
            return Ok(Err(PaymentStep::NotOffered));
        }
        for _ in 0..SWITCHES {
            let order = match self.order_to_pay(cart, token).await? {
                Ok(order) => order,
                Err(step) => return Ok(Err(step)),
            };
            let mut tx = self.store().begin().await?;
            let begun = PaymentRecord::begin(&mut tx, &order.id, flow).await?;
            tx.commit().await.map_err(StoreError::from)?;
            let Some(payment) = begun else { continue };
            fault::point(FaultPoint::PaymentBegun);
            if payment.flow == flow {
                return Ok(Ok(payment.id));
            }
            match self.close_payment(&order.id, Actor::Buyer).await? {
                Abandoned::Closed | Abandoned::Paid => {}
                Abandoned::Undecided => break,
            }
        }
        Ok(Err(PaymentStep::Checking {
            order: token.path(),
        }))
    }

    /// The order and its payment as they are once the lease is held: whoever held it before may have paid the order, or
    /// closed the payment.
    pub(super) async fn payment_in_hand(
        &self,
        cart: &str,
        token: &OrderToken,
        payment: &str,
    ) -> Result<Result<(OrderRecord, PaymentRecord), NotInHand>, EngineError> {
        let order = match self.order_to_pay(cart, token).await? {
            Ok(order) => order,
            Err(step) => return Ok(Err(NotInHand::Tell(step))),
        };
        let mut connection = self.store().connection().await?;
        let payment = PaymentRecord::by_id(&mut connection, payment).await?;
        drop(connection);
        let open = payment.filter(|payment| payment.state == PaymentState::Open);
        let Some(mut payment) = open else {
            return Ok(Err(NotInHand::Closed));
        };
        match self.recover(&mut payment).await {
            Ok(()) => Ok(Ok((order, payment))),
            Err(CallError::Store(error)) => Err(error.into()),
            Err(CallError::Stripe(_)) => Ok(Err(NotInHand::Tell(PaymentStep::Checking {
                order: token.path(),
            }))),
        }
    }

    /// Sees to it that the payment is still for what is in the cart, and keeps the stock for it. `news` is what the order's
    /// log is told, if this is a step that the buyer sees.
    pub(super) async fn secure(
        &self,
        payment: &PaymentRecord,
        order: &OrderRecord,
        news: Option<&OrderEvent>,
    ) -> Result<Result<(), PaymentStep>, EngineError> {
        let rates = self.delivery_rates().await?;
        let mut tx = self.store().begin().await?;
        let mut order = OrderRecord::lock(&mut tx, &order.id).await?;
        let since = clock::now()
            .saturating_sub(i64::try_from(ATTEMPTS_WINDOW.as_millis()).unwrap_or(i64::MAX));
        if calls::attempts_since(&mut tx, &order.id, since).await? >= ATTEMPTS {
            let seconds = u32::try_from(ATTEMPTS_WINDOW.as_secs()).unwrap_or(u32::MAX);
            return Ok(Err(PaymentStep::TooManyAttempts { seconds }));
        }
        let quote = Quote {
            cart: self.cart_in(&mut tx, &order.cart).await?,
            rates,
        };
        let hash = quote.hash(order.delivery_method)?;
        if !order.status().is_open() || hash != payment.cart_hash || hash != order.cart_hash {
            return Ok(Err(PaymentStep::CartChanged));
        }
        let Ok(changed) = self.reserve(&mut tx, &order).await? else {
            return Ok(Err(PaymentStep::CartChanged));
        };
        if let Some(event) = news {
            order.record(&mut tx, Actor::Buyer, event).await?;
        }
        catalogue::record_change(&mut tx, &changed).await?;
        tx.commit().await.map_err(StoreError::from)?;
        fault::point(FaultPoint::StockReserved);
        Ok(Ok(()))
    }
}
