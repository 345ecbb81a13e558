//! The owner gives money back.

use std::time::Duration;

use commerce::{Currency, Money, payment::PaymentState, timeline::Actor};

use super::{
    news::owed,
    record::{RefundRecord, RefundState},
};
use crate::{
    Shop, StoreError,
    orders::OrderRecord,
    payments::{calls::CallError, record::PaymentRecord},
};

/// How long it waits for another task that works on the payment.
const PATIENCE: Duration = Duration::from_secs(20);

/// A refund that Stripe has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refunded {
    /// What goes back.
    pub amount: Money,
    /// What of the order's money is left.
    pub left: Money,
}

/// Why nothing was given back.
#[derive(Debug, thiserror::Error)]
pub enum RefundError {
    /// No order has this number.
    #[error("there is no order {0}")]
    NoOrder(i64),
    /// No money of the order is with the shop.
    #[error("order {0} has no money that could be given back")]
    NothingToRefund(i64),
    /// More than is left.
    #[error("only {left} of the order can be given back")]
    TooMuch {
        /// What can be.
        left: Money,
    },
    /// The amount is none.
    #[error("the amount must be more than nothing, in {0}")]
    NotAnAmount(Currency),
    /// Another task works on the payment.
    #[error("the order's payment is being worked on; try again in a minute")]
    Busy,
    /// Stripe did not take it. It is written down: where the answer was lost, the reconciler finds out.
    #[error("Stripe did not make the refund: {0}")]
    Stripe(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for RefundError {
    fn from(error: sqlx::Error) -> RefundError {
        RefundError::Store(error.into())
    }
}

impl Shop {
    /// Gives back `amount` of the money that came for the order, or all that is left of it.
    ///
    /// # Errors
    /// [`RefundError`].
    pub async fn refund_order(
        &self,
        number: i64,
        amount: Option<Money>,
    ) -> Result<Refunded, RefundError> {
        let mut connection = self.store().connection().await?;
        let order = OrderRecord::by_number(&mut connection, number).await?;
        let order = order.ok_or(RefundError::NoOrder(number))?;
        let payment = PaymentRecord::captured_of_order(&mut connection, &order.id).await?;
        drop(connection);
        let payment = payment.ok_or(RefundError::NothingToRefund(number))?;
        let work = self.refund_leased(number, &payment.id, amount);
        self.with_lease(&payment.id, PATIENCE, work)
            .await?
            .ok_or(RefundError::Busy)?
    }

    /// The currency in which the order's money is given back.
    ///
    /// # Errors
    /// [`RefundError`].
    pub async fn order_currency(&self, number: i64) -> Result<Currency, RefundError> {
        let mut connection = self.store().connection().await?;
        let order = OrderRecord::by_number(&mut connection, number).await?;
        let order = order.ok_or(RefundError::NoOrder(number))?;
        Ok(order.total.currency)
    }

    async fn refund_leased(
        &self,
        number: i64,
        payment: &str,
        amount: Option<Money>,
    ) -> Result<Refunded, RefundError> {
        let mut connection = self.store().connection().await?;
        let payment = PaymentRecord::by_id(&mut connection, payment).await?;
        drop(connection);
        let mut payment = payment.ok_or(RefundError::NothingToRefund(number))?;
        self.recover(&mut payment).await.map_err(refused)?;
        self.follow_refunds(&mut payment, Actor::Owner)
            .await
            .map_err(refused)?;
        let mut refund = self.write_refund(number, &payment, amount).await?;
        self.send_refund(&mut payment, &mut refund)
            .await
            .map_err(refused)?;
        let mut connection = self.store().connection().await?;
        let refund = RefundRecord::by_id(&mut connection, &refund.id).await?;
        match refund {
            Some(refund) if refund.state.gives_back() => Ok(Refunded {
                amount: refund.amount,
                left: owed(&mut connection, &payment).await?,
            }),
            _ => Err(RefundError::Stripe(
                "it was not found afterwards".to_owned(),
            )),
        }
    }

    /// Writes the refund down while nobody else can: two refunds at once never are more than what came.
    async fn write_refund(
        &self,
        number: i64,
        payment: &PaymentRecord,
        amount: Option<Money>,
    ) -> Result<RefundRecord, RefundError> {
        let mut tx = self.store().begin().await?;
        let payment = PaymentRecord::lock(&mut tx, &payment.id).await?;
        let payment = payment.ok_or(RefundError::NothingToRefund(number))?;
        let mut left = owed(&mut tx, &payment).await?;
        let requested = RefundRecord::of_payment(&mut tx, &payment.id).await?;
        left.minor -= requested
            .iter()
            .filter(|refund| refund.state == RefundState::Requested)
            .map(|refund| refund.amount.minor)
            .sum::<i64>();
        if left.minor <= 0 || !matches!(payment.state, PaymentState::Paid | PaymentState::RefundDue)
        {
            return Err(RefundError::NothingToRefund(number));
        }
        let amount = amount.unwrap_or(left);
        if amount.minor <= 0 || amount.currency != left.currency {
            return Err(RefundError::NotAnAmount(left.currency));
        }
        if amount.minor > left.minor {
            return Err(RefundError::TooMuch { left });
        }
        let refund = RefundRecord::insert(&mut tx, &payment.id, amount, None, Actor::Owner).await?;
        tx.commit().await?;
        Ok(refund)
    }
}

fn refused(error: CallError) -> RefundError {
    match error {
        CallError::Store(error) => RefundError::Store(error),
        CallError::Stripe(error) => RefundError::Stripe(error.to_string()),
    }
}
