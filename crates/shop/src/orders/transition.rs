//! The one way in which an order moves: an event is added to its log, and its state is what the log adds up to then.

use commerce::{
    order::OrderState,
    timeline::{Actor, OrderEvent},
};
use sqlx::AnyConnection;

use super::OrderRecord;
use crate::{StoreError, clock};

impl OrderRecord {
    /// Adds `event` to the order's log and moves the order. The caller holds the order's row, so that sequence numbers do
    /// not collide. An order that is no longer open frees its cart for the next. Of some events the buyer is told by mail.
    ///
    /// # Errors
    /// When the event cannot happen to an order in this state, or the store fails; nothing was written then.
    pub(crate) async fn record(
        &mut self,
        connection: &mut AnyConnection,
        actor: Actor,
        event: &OrderEvent,
    ) -> Result<(), StoreError> {
        let next = self.state.after(event).map_err(|illegal| {
            StoreError::corrupt("a transition that an order can make", illegal)
        })?;
        let sequence = append(connection, &self.id, actor, event).await?;
        self.tell_buyer(connection, sequence, event, &next).await?;
        if next != self.state {
            self.write_state(connection, &next).await?;
            self.state = next;
        }
        metrics::counter!("till_order_events_total", "kind" => event.kind()).increment(1);
        Ok(())
    }

    async fn write_state(
        &self,
        connection: &mut AnyConnection,
        state: &OrderState,
    ) -> Result<(), StoreError> {
        let open_cart = state.status().is_open().then_some(self.cart.as_str());
        sqlx::query(
            "UPDATE orders SET state = $1, status = $2, open_cart = $3, updated_at = $4 WHERE id = $5",
        )
        .bind(json(state)?)
        .bind(state.status().as_str())
        .bind(open_cart)
        .bind(clock::now())
        .bind(&self.id)
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// Gives the event's number in the log.
async fn append(
    connection: &mut AnyConnection,
    order: &str,
    actor: Actor,
    event: &OrderEvent,
) -> Result<i64, StoreError> {
    let sequence = sqlx::query_scalar(
        "INSERT INTO order_events (order_id, sequence, at, actor, kind, detail) \
         SELECT $1, CAST(COALESCE(MAX(sequence), 0) + 1 AS BIGINT), $2, $3, $4, $5 \
         FROM order_events WHERE order_id = $6 RETURNING sequence",
    )
    .bind(order)
    .bind(clock::now())
    .bind(actor.as_str())
    .bind(event.kind())
    .bind(json(event)?)
    .bind(order)
    .fetch_one(connection)
    .await?;
    Ok(sequence)
}

/// A value as it stands in a column.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::corrupt("what can be written", error))
}

/// The log of an order that has just been placed.
pub(crate) async fn begin_log(
    connection: &mut AnyConnection,
    order: &str,
    actor: Actor,
) -> Result<(), StoreError> {
    append(connection, order, actor, &OrderEvent::Placed).await?;
    Ok(())
}
