//! The one function that moves an order by what Stripe says of its payment.
//!
//! Everybody who hears of a payment calls it: the server after a call, the buyer's return, the webhook, the reconciler. It
//! is idempotent, it never moves back an order whose money came, and the order in which news arrives does not matter.

use commerce::{
    Money,
    order::{OrderStatus, PaymentNews, Reaction},
    payment::{DeclineReason, PaymentEvent, PaymentState},
    timeline::{Actor, OrderEvent},
};
use sqlx::{Acquire, AnyConnection};

use super::{
    fault::{self, FaultPoint},
    record::PaymentRecord,
    report::Report,
    reserve::{self, ChangedProducts},
};
use crate::{Shop, StoreError, cards, catalogue, clock, orders::OrderRecord};

/// How things stand after the news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a refund may be due"]
pub(super) struct Settled {
    pub(super) order: OrderStatus,
    pub(super) payment: PaymentState,
}

/// A captured payment is asked after for refunds and disputes this much later, and then ever more rarely.
pub(super) const FIRST_LOOK_AFTER: i64 = 60 * 60 * 1000;

impl Shop {
    /// Moves the payment and its order by what Stripe says. The caller holds the payment's lease.
    pub(super) async fn settle(
        &self,
        payment: &mut PaymentRecord,
        report: &Report,
        actor: Actor,
    ) -> Result<Settled, StoreError> {
        self.note_intent(payment, report).await?;
        let mut tx = self.store().begin().await?;
        let (locked, settled, changed) = settle_in(&mut tx, &payment.id, report, actor).await?;
        catalogue::record_change(&mut tx, &changed).await?;
        fault::point(FaultPoint::Settling);
        tx.commit().await?;
        fault::point(FaultPoint::Settled);
        self.wake_mail_worker();
        *payment = locked;
        if let (PaymentNews::Captured, Some(customer)) = (report.news, &payment.customer) {
            // Stripe may have kept the card with it.
            self.cards_of_customer_changed(customer).await?;
        }
        Ok(settled)
    }
}

async fn settle_in(
    connection: &mut AnyConnection,
    payment: &str,
    report: &Report,
    actor: Actor,
) -> Result<(PaymentRecord, Settled, ChangedProducts), StoreError> {
    let locked = PaymentRecord::lock(connection, payment).await?;
    let mut payment = locked.ok_or_else(|| StoreError::corrupt("a payment", payment))?;
    let mut order = OrderRecord::lock(connection, &payment.order_id).await?;
    let mut changed = ChangedProducts::new();
    let has_money = payment.state.after(PaymentEvent::Owed).is_err();
    if !has_money {
        let fresh = note(connection, &mut payment, report).await?;
        match order.state.on(report.news, payment.amount) {
            Reaction::Fulfil => {
                changed = fulfil(connection, &mut payment, &mut order, report, actor).await?;
            }
            Reaction::Return => {
                surplus(connection, &mut payment, &mut order, report, actor).await?
            }
            Reaction::Record(event) if fresh && payment.state.is_open() => {
                order.record(connection, actor, &event).await?;
            }
            Reaction::Record(_) | Reaction::Stay => {}
        }
        let over = match report.news {
            PaymentNews::Cancelled => Some(PaymentEvent::Cancelled),
            PaymentNews::Failed(_) => Some(PaymentEvent::Failed),
            PaymentNews::AwaitsMethod(_)
            | PaymentNews::AwaitsConfirmation
            | PaymentNews::AwaitsAction
            | PaymentNews::Processing
            | PaymentNews::Authorised
            | PaymentNews::Captured => None,
        };
        if let Some(event) = over.filter(|_| payment.state.is_open()) {
            payment.record(connection, event).await?;
        }
        if order.status() == OrderStatus::Failed {
            changed = reserve::release(connection, &order.id).await?;
        }
    }
    let settled = Settled {
        order: order.status(),
        payment: payment.state,
    };
    Ok((payment, settled, changed))
}

/// Notes what Stripe says; whether it says something new.
async fn note(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    report: &Report,
) -> Result<bool, StoreError> {
    if report.seen == payment.seen {
        return Ok(false);
    }
    let charge = report.charge.as_ref();
    sqlx::query(
        "UPDATE payments SET seen = $1, decline = $2, charge = COALESCE($3, charge), \
         card_brand = COALESCE($4, card_brand), card_last4 = COALESCE($5, card_last4), \
         updated_at = $6 WHERE id = $7",
    )
    .bind(&report.seen)
    .bind(report.decline.map(DeclineReason::as_str))
    .bind(charge.map(|charge| charge.id.clone()))
    .bind(charge.and_then(|charge| charge.brand.clone()))
    .bind(charge.and_then(|charge| charge.last4.clone()))
    .bind(clock::now())
    .bind(&payment.id)
    .execute(connection)
    .await?;
    payment.seen.clone_from(&report.seen);
    Ok(true)
}

/// Money came: it pays the order it was meant for, or it is owed back.
async fn fulfil(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    order: &mut OrderRecord,
    report: &Report,
    actor: Actor,
) -> Result<ChangedProducts, StoreError> {
    let amount = captured(payment, report);
    let bound = report.captured == Some(payment.amount)
        && payment.amount == order.total
        && payment.cart_hash == order.cart_hash;
    if bound {
        let mut savepoint = connection.begin().await?;
        if let Ok(changed) = reserve::take(&mut savepoint, order).await? {
            savepoint.commit().await?;
            reserve::take_from_cart(connection, order).await?;
            payment.record(connection, PaymentEvent::Earned).await?;
            order
                .record(connection, actor, &OrderEvent::Paid { amount })
                .await?;
            note_money(connection, payment, amount).await?;
            return Ok(changed);
        }
        savepoint.rollback().await?;
    }
    payment.record(connection, PaymentEvent::Owed).await?;
    order
        .record(connection, actor, &OrderEvent::CannotBeFulfilled { amount })
        .await?;
    note_money(connection, payment, amount).await?;
    reserve::release(connection, &order.id).await
}

/// Money came for an order that has its money from another payment: this one alone goes back.
async fn surplus(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    order: &mut OrderRecord,
    report: &Report,
    actor: Actor,
) -> Result<(), StoreError> {
    let amount = captured(payment, report);
    payment.record(connection, PaymentEvent::Owed).await?;
    sqlx::query("UPDATE payments SET surplus = 1 WHERE id = $1")
        .bind(&payment.id)
        .execute(&mut *connection)
        .await?;
    payment.surplus = true;
    order
        .record(connection, actor, &OrderEvent::SurplusCaptured { amount })
        .await?;
    note_money(connection, payment, amount).await
}

/// What came. Stripe's word counts; where it is of a currency that the shop does not know, what was asked for.
fn captured(payment: &PaymentRecord, report: &Report) -> Money {
    report.captured.unwrap_or(payment.amount)
}

async fn note_money(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    amount: Money,
) -> Result<(), StoreError> {
    payment.captured = Some(amount.minor);
    if let Some(customer) = &payment.customer {
        // Stripe may have kept the card with it.
        cards::have_looked_through(connection, customer).await?;
    }
    sqlx::query("UPDATE payments SET captured = $1, look_again_at = $2 WHERE id = $3")
        .bind(amount.minor)
        .bind(clock::now().saturating_add(FIRST_LOOK_AFTER))
        .bind(&payment.id)
        .execute(connection)
        .await?;
    Ok(())
}
