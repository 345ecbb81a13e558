//! The buyer comes back: from the bank's window, from Stripe's page, or by reloading the checkout while it stands open.

use commerce::{
    Money,
    order::{OrderStatus, PaymentNews},
    payment::{PaymentFlow, PaymentStep},
    timeline::Actor,
};

use crate::{
    Shop, StoreError,
    accounts::AccountId,
    cart::CartId,
    orders::{OrderRecord, OrderToken},
    payments::{
        EngineError,
        calls::CallError,
        flows::answer_in_time,
        in_hand::{NotInHand, PATIENCE},
        record::PaymentRecord,
    },
};

/// An order of a cart whose payment has begun and is not decided.
#[derive(Debug, Clone)]
pub struct UnfinishedOrder {
    /// Its address.
    pub token: OrderToken,
    /// What is to be paid.
    pub total: Money,
    /// How it is being paid.
    pub flow: PaymentFlow,
    /// Whether the buyer has been asked to act, or has acted and the bank is at it.
    pub waits: bool,
}

impl Shop {
    /// Goes on with the order's payment: confirms it again when the buyer has confirmed at the bank, and says what is next.
    /// Who has not the order's cart, because the session ended meanwhile, is sent to the order's page, and it is not said that
    /// nothing was paid. The work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn resume(
        &self,
        cart: Option<&CartId>,
        token: &OrderToken,
    ) -> Result<PaymentStep, EngineError> {
        let mut connection = self.store().connection().await?;
        let order = OrderRecord::by_token(&mut connection, token).await?;
        drop(connection);
        let Some(order) = order else {
            return Ok(PaymentStep::NoOpenOrder);
        };
        let Some(cart) = cart.filter(|cart| cart.as_str() == order.cart).cloned() else {
            return Ok(PaymentStep::Checking {
                order: token.path(),
            });
        };
        let shop = self.clone();
        answer_in_time(token, {
            let token = token.clone();
            async move { shop.resume_now(cart.as_str(), &token).await }
        })
        .await
    }

    /// The order of this cart whose payment has begun and is not decided, if there is one. An account's order is there only
    /// for `account`, who is logged in: several people may use one browser.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unfinished_order(
        &self,
        cart: &CartId,
        account: Option<&AccountId>,
    ) -> Result<Option<UnfinishedOrder>, StoreError> {
        let mut connection = self.store().connection().await?;
        let Some(order) = OrderRecord::open_of_cart(&mut connection, cart.as_str()).await? else {
            return Ok(None);
        };
        if order.account.is_some() && order.account.as_ref() != account {
            return Ok(None);
        }
        let payment = PaymentRecord::open_of_order(&mut connection, &order.id).await?;
        Ok(payment.map(|payment| UnfinishedOrder {
            waits: matches!(
                order.status(),
                OrderStatus::RequiresAction | OrderStatus::Processing
            ),
            token: order.token,
            total: order.total,
            flow: payment.flow,
        }))
    }

    async fn resume_now(&self, cart: &str, token: &OrderToken) -> Result<PaymentStep, EngineError> {
        let order = match self.order_to_pay(cart, token).await? {
            Ok(order) => order,
            Err(step) => return Ok(step),
        };
        let mut connection = self.store().connection().await?;
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
        let (order, mut payment) = match self.payment_in_hand(cart, token, payment).await? {
            Ok(in_hand) => in_hand,
            Err(NotInHand::Closed) => return Ok(PaymentStep::NoOpenOrder),
            Err(NotInHand::Tell(step)) => return Ok(step),
        };
        let found = match self.fetch_report(&payment).await {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(PaymentStep::NoOpenOrder),
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(_)) => {
                return Ok(PaymentStep::Checking {
                    order: token.path(),
                });
            }
        };
        let step = self
            .settle_and_step(&mut payment, &order, &found, Actor::Return)
            .await?;
        if found.news != PaymentNews::AwaitsConfirmation || !payment.state.is_open() {
            return Ok(step);
        }
        self.confirm_after_action(&mut payment, &order, Actor::Server)
            .await
    }
}
