//! The one function that moves an order by what Stripe says of its payment.
//!
//! Everybody who hears of an intent calls it: the server after a confirm, the buyer's return, the reconciler. It is
//! idempotent, it never moves back an order whose money came, and the order in which news arrives does not matter.

use commerce::{
    order::{IntentNews, OrderStatus, Reaction},
    payment::DeclineReason,
    timeline::{Actor, OrderEvent},
};
use sqlx::{Acquire, AnyConnection};
use stripe_client::{PaymentIntent, PaymentIntentStatus};

use super::{
    record::{PaymentRecord, PaymentState},
    reserve::{self, ChangedProducts},
};
use crate::{
    Shop, StoreError, catalogue, clock,
    orders::{self, OrderRecord},
};

/// How things stand after the news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a refund may be due"]
pub(super) struct Settled {
    pub(super) order: OrderStatus,
    pub(super) payment: PaymentState,
}

fn news(intent: &PaymentIntent) -> IntentNews {
    match &intent.status {
        PaymentIntentStatus::RequiresPaymentMethod => IntentNews::RequiresPaymentMethod,
        PaymentIntentStatus::RequiresConfirmation => IntentNews::RequiresConfirmation,
        PaymentIntentStatus::RequiresAction => IntentNews::RequiresAction,
        PaymentIntentStatus::Processing => IntentNews::Processing,
        PaymentIntentStatus::RequiresCapture => IntentNews::RequiresCapture,
        PaymentIntentStatus::Succeeded => IntentNews::Succeeded,
        PaymentIntentStatus::Canceled => IntentNews::Canceled,
        // A status that this version does not know is not final; the reconciler asks again.
        PaymentIntentStatus::Unknown(_) => IntentNews::Processing,
    }
}

/// Why the intent's last attempt failed, as far as a customer is told.
pub(super) fn decline(intent: &PaymentIntent) -> Option<DeclineReason> {
    let error = intent.last_payment_error.as_ref()?;
    Some(DeclineReason::from_codes(
        error.code.as_deref(),
        error.decline_code.as_deref(),
    ))
}

impl Shop {
    /// Moves the payment and its order by what Stripe says of the intent.
    pub(super) async fn settle(
        &self,
        payment: &PaymentRecord,
        intent: &PaymentIntent,
        actor: Actor,
    ) -> Result<Settled, StoreError> {
        let mut tx = self.store().begin().await?;
        let (settled, changed) = settle_in(&mut tx, &payment.id, intent, actor).await?;
        catalogue::record_change(&mut tx, &changed).await?;
        tx.commit().await?;
        Ok(settled)
    }
}

async fn settle_in(
    connection: &mut AnyConnection,
    payment: &str,
    intent: &PaymentIntent,
    actor: Actor,
) -> Result<(Settled, ChangedProducts), StoreError> {
    let payment = PaymentRecord::lock(connection, payment).await?;
    let mut payment = payment.ok_or_else(|| StoreError::corrupt("a payment", &intent.id))?;
    let mut order = OrderRecord::lock(connection, &payment.order_id).await?;
    let mut changed = ChangedProducts::new();
    if payment.state == PaymentState::Open {
        let news = news(intent);
        let fresh = note(connection, &mut payment, intent).await?;
        if news == IntentNews::Succeeded {
            changed = captured(connection, &mut payment, &mut order, intent, actor).await?;
        } else {
            if let Reaction::Become(status) = order.status.on(news) {
                order.set_status(connection, status).await?;
            }
            if news == IntentNews::Canceled {
                payment
                    .set_state(connection, PaymentState::Cancelled)
                    .await?;
            }
            if let Some(event) = event(news, intent).filter(|_| fresh) {
                orders::append(connection, &order.id, actor, &event).await?;
            }
        }
    }
    Ok((
        Settled {
            order: order.status,
            payment: payment.state,
        },
        changed,
    ))
}

/// Notes what Stripe says; whether it says something new.
async fn note(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    intent: &PaymentIntent,
) -> Result<bool, StoreError> {
    let charge = intent.latest_charge.as_ref();
    let error = intent
        .last_payment_error
        .as_ref()
        .and_then(|error| error.code.as_deref());
    let charge_id = charge.map(|charge| charge.id().as_str().to_owned());
    let seen = format!(
        "{} {} {}",
        intent.status,
        charge_id.as_deref().unwrap_or("-"),
        error.unwrap_or("-")
    );
    if seen == payment.seen {
        return Ok(false);
    }
    let charged = charge.and_then(|charge| charge.object());
    let card = charged
        .and_then(|charge| charge.payment_method_details.as_ref())
        .and_then(|details| details.card.as_ref());
    sqlx::query(
        "UPDATE payments SET seen = $1, decline = $2, charge = $3, card_brand = $4, card_last4 = $5, \
         updated_at = $6 WHERE id = $7",
    )
    .bind(&seen)
    .bind(decline(intent).map(DeclineReason::as_str))
    .bind(charge_id)
    .bind(card.and_then(|card| card.brand.clone()))
    .bind(card.and_then(|card| card.last4.clone()))
    .bind(clock::now())
    .bind(&payment.id)
    .execute(connection)
    .await?;
    payment.seen = seen;
    Ok(true)
}

/// Money came: it pays the order it was meant for, or it is owed back.
async fn captured(
    connection: &mut AnyConnection,
    payment: &mut PaymentRecord,
    order: &mut OrderRecord,
    intent: &PaymentIntent,
    actor: Actor,
) -> Result<ChangedProducts, StoreError> {
    let bound = intent.amount_received == payment.amount.minor
        && intent.currency == payment.amount.currency.stripe_code()
        && payment.amount == order.total
        && payment.cart_hash == order.cart_hash;
    let wanted = order.status.on(IntentNews::Succeeded) == Reaction::Fulfil;
    if bound && wanted {
        let mut savepoint = connection.begin().await?;
        if let Ok(changed) = reserve::take(&mut savepoint, order).await? {
            savepoint.commit().await?;
            reserve::take_from_cart(connection, order).await?;
            payment.set_state(connection, PaymentState::Paid).await?;
            order.set_status(connection, OrderStatus::Paid).await?;
            let event = OrderEvent::Paid {
                amount: payment.amount,
            };
            orders::append(connection, &order.id, actor, &event).await?;
            return Ok(changed);
        }
        savepoint.rollback().await?;
    }
    payment
        .set_state(connection, PaymentState::RefundDue)
        .await?;
    orders::append(connection, &order.id, actor, &OrderEvent::CannotBeFulfilled).await?;
    if !wanted {
        // The order is paid by another payment: this one alone goes back.
        return Ok(ChangedProducts::new());
    }
    order.set_status(connection, OrderStatus::RefundDue).await?;
    reserve::release(connection, &order.id).await
}

fn event(news: IntentNews, intent: &PaymentIntent) -> Option<OrderEvent> {
    match news {
        IntentNews::RequiresPaymentMethod => {
            decline(intent).map(|reason| OrderEvent::Declined { reason })
        }
        IntentNews::RequiresConfirmation => Some(OrderEvent::ActionCompleted),
        IntentNews::RequiresAction => Some(OrderEvent::ActionRequested),
        IntentNews::Processing | IntentNews::RequiresCapture => Some(OrderEvent::Processing),
        IntentNews::Canceled => Some(OrderEvent::PaymentCancelled),
        IntentNews::Succeeded => None,
    }
}
