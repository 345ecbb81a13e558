//! What Stripe says of a payment's refunds, those included that the owner made on Stripe's own pages.

use commerce::{
    Money,
    payment::{PaymentEvent, PaymentState},
    timeline::{Actor, OrderEvent},
};
use sqlx::AnyConnection;
use stripe_client::{ListRefunds, Refund, RefundStatus};

use super::record::{RefundRecord, RefundState};
use crate::{
    Shop, StoreError,
    orders::OrderRecord,
    payments::{
        calls::CallError,
        fault::{self, FaultPoint},
        record::PaymentRecord,
    },
};

/// Far more than anybody makes of one payment.
const MOST_REFUNDS: usize = 1_000;

fn state_of(refund: &Refund) -> RefundState {
    match &refund.status {
        Some(RefundStatus::Succeeded) => RefundState::Succeeded,
        Some(RefundStatus::Failed) => RefundState::Failed,
        Some(RefundStatus::Canceled) => RefundState::Canceled,
        Some(RefundStatus::Pending | RefundStatus::RequiresAction | RefundStatus::Unknown(_))
        | None => RefundState::Pending,
    }
}

impl Shop {
    /// Brings the payment's refunds up to date with Stripe. The caller holds the payment's lease.
    pub(in crate::payments) async fn follow_refunds(
        &self,
        payment: &mut PaymentRecord,
        actor: Actor,
    ) -> Result<(), CallError> {
        if payment.intent.is_none() && payment.charge.is_none() {
            return Ok(());
        }
        let query = ListRefunds {
            payment_intent: payment.intent.clone(),
            charge: payment.charge.clone().filter(|_| payment.intent.is_none()),
            limit: Some(100),
            ..ListRefunds::default()
        }
        .request();
        let told = self.stripe().fetch_all(&query, MOST_REFUNDS);
        let mut told = told.await?.data;
        // Stripe lists the newest first; the log tells them as they happened.
        told.reverse();
        let mut tx = self.store().begin().await?;
        let locked = PaymentRecord::lock(&mut tx, &payment.id).await?;
        let mut locked = locked.ok_or_else(|| StoreError::corrupt("a payment", &payment.id))?;
        let mut order = OrderRecord::lock(&mut tx, &locked.order_id).await?;
        for refund in &told {
            follow(&mut tx, &mut locked, &mut order, refund, actor).await?;
        }
        fault::point(FaultPoint::RefundSettling);
        tx.commit().await.map_err(StoreError::from)?;
        self.wake_mail_worker();
        payment.state = locked.state;
        Ok(())
    }
}

async fn follow(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    order: &mut OrderRecord,
    refund: &Refund,
    actor: Actor,
) -> Result<(), StoreError> {
    let known = RefundRecord::of_payment(connection, &payment.id).await?;
    let ours = refund
        .metadata
        .as_ref()
        .and_then(|metadata| metadata.get("refund_id"));
    let known = known.into_iter().find(|known| {
        known.stripe.as_deref() == Some(refund.id.as_str()) || Some(&known.id) == ours
    });
    let mut record = match known {
        Some(known) => known,
        None => {
            let amount = Money {
                minor: refund.amount,
                currency: payment.amount.currency,
            };
            RefundRecord::insert(connection, &payment.id, amount, Some(&refund.id), actor).await?
        }
    };
    if record.stripe.is_none() {
        super::note_answer(connection, &record.id, &refund.id).await?;
    }
    let (before, after) = (record.state, state_of(refund));
    if before == after {
        return Ok(());
    }
    record.set_state(connection, after).await?;
    match (before.gives_back(), after.gives_back()) {
        (false, true) => given_back(connection, payment, order, record.amount, actor).await,
        (true, false) => came_back(connection, payment, order, record.amount, actor).await,
        (true, true) | (false, false) => Ok(()),
    }
}

async fn given_back(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    order: &mut OrderRecord,
    amount: Money,
    actor: Actor,
) -> Result<(), StoreError> {
    let event = if payment.surplus {
        OrderEvent::SurplusRefunded { amount }
    } else {
        OrderEvent::Refunded { amount }
    };
    order.record(connection, actor, &event).await?;
    if payment.state == PaymentState::RefundDue && owed(connection, payment).await?.minor == 0 {
        payment.record(connection, PaymentEvent::GivenBack).await?;
    }
    Ok(())
}

async fn came_back(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    order: &mut OrderRecord,
    amount: Money,
    actor: Actor,
) -> Result<(), StoreError> {
    let event = if payment.surplus {
        OrderEvent::SurplusCaptured { amount }
    } else {
        OrderEvent::RefundFailed { amount }
    };
    order.record(connection, actor, &event).await?;
    tracing::error!(
        order = order.number,
        amount = %amount,
        "a refund did not reach the buyer: the money is in the Stripe account again"
    );
    if payment.state == PaymentState::Refunded {
        payment.record(connection, PaymentEvent::CameBack).await?;
    }
    Ok(())
}

/// What of the payment's money was not given back.
pub(super) async fn owed(
    connection: &mut AnyConnection,
    payment: &PaymentRecord,
) -> Result<Money, StoreError> {
    let refunds = RefundRecord::of_payment(connection, &payment.id).await?;
    let back: i64 = refunds
        .iter()
        .filter(|refund| refund.state.gives_back())
        .map(|refund| refund.amount.minor)
        .sum();
    Ok(Money {
        minor: payment.captured.unwrap_or(payment.amount.minor) - back,
        currency: payment.amount.currency,
    })
}
