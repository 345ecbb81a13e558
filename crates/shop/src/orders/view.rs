//! What an order's page shows.

use commerce::{
    Money, contact::PostalAddress, delivery::DeliveryMethod, order::OrderStatus,
    payment::DeclineReason, timeline::OrderEvent,
};
use sqlx::AnyConnection;

use super::{OrderLine, OrderRecord, OrderToken};
use crate::{Shop, StoreError, payments::Known, store::Columns};

/// An order as its buyer sees it.
#[derive(Debug, Clone)]
pub struct OrderView {
    /// Its address.
    pub token: OrderToken,
    /// The number that the buyer quotes.
    pub number: i64,
    /// Where it stands; [`Processing`](OrderStatus::Processing) too while Stripe has not said what came of an attempt to pay.
    pub status: OrderStatus,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// What the lines come to.
    pub items: Money,
    /// What delivery costs.
    pub delivery: Money,
    /// What is paid in all.
    pub total: Money,
    /// How it is delivered.
    pub delivery_method: DeliveryMethod,
    /// Where the confirmation goes.
    pub email: String,
    /// Where the parcel goes.
    pub address: PostalAddress,
    /// The card of the latest payment, once Stripe has told it.
    pub card: Option<CardShown>,
    /// Why the latest attempt failed, while nothing is paid.
    pub decline: Option<DeclineReason>,
    /// Whether a guest placed it and no account has it since.
    pub is_guests: bool,
    /// When it was placed, in Unix milliseconds.
    pub placed_at: i64,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// As much of a card as may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardShown {
    /// Stripe's name of the brand, like `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When, in Unix milliseconds.
    pub at: i64,
    /// What.
    pub event: OrderEvent,
}

impl Shop {
    /// The order at that address, or `None`. A payment that is not final is asked for at Stripe first, so that a reload tells
    /// the truth.
    ///
    /// # Errors
    /// When the store cannot be read; Stripe's silence is none.
    pub async fn order(&self, token: &OrderToken) -> Result<Option<OrderView>, StoreError> {
        let mut connection = self.store().connection().await?;
        let Some(order) = OrderRecord::by_token(&mut connection, token).await? else {
            return Ok(None);
        };
        drop(connection);
        let mut known = Known::All;
        if order.status().is_open() {
            known = self.look_after(&order).await?;
        }
        let mut view = self.order_as_stored(&order.id).await?;
        if known == Known::NotAll && view.status.is_open() {
            view.status = OrderStatus::Processing;
        }
        Ok(Some(view))
    }

    /// The order with that id as the store has it, without asking Stripe.
    ///
    /// # Errors
    /// When the store cannot be read or has no such order.
    pub async fn order_as_stored(&self, id: &str) -> Result<OrderView, StoreError> {
        let mut connection = self.store().connection().await?;
        let order = OrderRecord::by_id(&mut connection, id).await?;
        read(&mut connection, order).await
    }
}

async fn read(connection: &mut AnyConnection, order: OrderRecord) -> Result<OrderView, StoreError> {
    let lines = OrderRecord::lines(connection, &order.id).await?;
    let row = sqlx::query(
        "SELECT items, delivery, currency, email, address, account, account_deleted, created_at FROM orders \
         WHERE id = $1",
    )
    .bind(&order.id)
    .fetch_one(&mut *connection)
    .await?;
    let payment = sqlx::query(
        "SELECT decline, card_brand, card_last4 FROM payments WHERE order_id = $1 \
         ORDER BY CASE state WHEN 'paid' THEN 0 ELSE 1 END, created_at DESC LIMIT 1",
    )
    .bind(&order.id)
    .fetch_optional(&mut *connection)
    .await?;
    let (mut card, mut decline) = (None, None);
    if let Some(payment) = payment {
        let last4 = payment.optional_text("card_last4")?;
        card = payment
            .optional_text("card_brand")?
            .zip(last4)
            .map(|(brand, last4)| CardShown { brand, last4 });
        decline = payment.optional_text("decline")?;
    }
    Ok(OrderView {
        status: order.status(),
        token: order.token,
        number: order.number,
        lines,
        items: row.money("items")?,
        delivery: row.money("delivery")?,
        total: order.total,
        delivery_method: order.delivery_method,
        email: row.text("email")?,
        address: row.json("address", "an address")?,
        card,
        decline: decline.as_deref().and_then(DeclineReason::from_stored),
        is_guests: row.optional_text("account")?.is_none() && row.integer("account_deleted")? == 0,
        placed_at: row.integer("created_at")?,
        timeline: timeline(connection, &order.id).await?,
    })
}

async fn timeline(
    connection: &mut AnyConnection,
    order: &str,
) -> Result<Vec<TimelineEntry>, StoreError> {
    let rows =
        sqlx::query("SELECT at, detail FROM order_events WHERE order_id = $1 ORDER BY sequence")
            .bind(order)
            .fetch_all(connection)
            .await?;
    rows.iter()
        .map(|row| {
            Ok(TimelineEntry {
                at: row.integer("at")?,
                event: row.json("detail", "an event")?,
            })
        })
        .collect()
}
