//! What Stripe says of disputes: cardholders who ask their bank for the money back.

use commerce::{
    Money,
    timeline::{Actor, OrderEvent},
};
use sqlx::AnyConnection;
use stripe_client::{Dispute, DisputeStatus, ListDisputes};

use super::{calls::CallError, record::PaymentRecord};
use crate::{Shop, StoreError, clock, orders::OrderRecord, store::Columns};

/// How a dispute stands, as far as an order goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Open,
    Won,
    Lost,
}

impl Stand {
    /// An inquiry takes no money, and may never become a dispute: it is none here.
    fn of(dispute: &Dispute) -> Option<Stand> {
        match &dispute.status {
            DisputeStatus::NeedsResponse | DisputeStatus::UnderReview => Some(Stand::Open),
            DisputeStatus::Won => Some(Stand::Won),
            DisputeStatus::Lost => Some(Stand::Lost),
            _ => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Stand::Open => "open",
            Stand::Won => "won",
            Stand::Lost => "lost",
        }
    }
}

impl Shop {
    /// Brings the payment's disputes up to date with Stripe. The caller holds the payment's lease.
    pub(super) async fn follow_disputes(
        &self,
        payment: &PaymentRecord,
        actor: Actor,
    ) -> Result<(), CallError> {
        if payment.intent.is_none() && payment.charge.is_none() {
            return Ok(());
        }
        let query = ListDisputes {
            payment_intent: payment.intent.clone(),
            charge: payment.charge.clone().filter(|_| payment.intent.is_none()),
            limit: Some(100),
            ..ListDisputes::default()
        };
        let mut told = self.stripe().fetch(&query.request()).await?.data;
        told.reverse();
        if told.is_empty() {
            return Ok(());
        }
        let mut tx = self.store().begin().await?;
        let mut order = OrderRecord::lock(&mut tx, &payment.order_id).await?;
        for dispute in &told {
            follow(&mut tx, payment, &mut order, dispute, actor).await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        Ok(())
    }
}

async fn follow(
    connection: &mut AnyConnection,
    payment: &PaymentRecord,
    order: &mut OrderRecord,
    dispute: &Dispute,
    actor: Actor,
) -> Result<(), StoreError> {
    let Some(stand) = Stand::of(dispute) else {
        return Ok(());
    };
    let before = sqlx::query("SELECT state FROM disputes WHERE id = $1")
        .bind(dispute.id.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    let before = before.map(|row| row.text("state")).transpose()?;
    if before.as_deref() == Some(stand.as_str()) {
        return Ok(());
    }
    let amount = Money {
        minor: dispute.amount,
        currency: payment.amount.currency,
    };
    let now = clock::now();
    sqlx::query(
        "INSERT INTO disputes (id, payment, amount, currency, state, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
    )
    .bind(dispute.id.as_str())
    .bind(&payment.id)
    .bind(amount.minor)
    .bind(amount.currency.code())
    .bind(stand.as_str())
    .bind(now)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    // A payment that came on top of the order's own has no part in how the order stands.
    if payment.surplus || !order.status().is_captured() {
        return Ok(());
    }
    // The news of its end may be the first that is heard of it.
    let begun = before.is_none().then_some(OrderEvent::Disputed { amount });
    let ended = match stand {
        Stand::Open => None,
        Stand::Won => Some(OrderEvent::DisputeWon),
        Stand::Lost => Some(OrderEvent::DisputeLost),
    };
    for event in [begun, ended].into_iter().flatten() {
        // Of several disputes of one payment the first is the order's: the table has all of them.
        if order.state.after(&event).is_ok() {
            order.record(connection, actor, &event).await?;
        }
    }
    Ok(())
}
