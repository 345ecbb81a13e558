//! The append-only log of an order.

use commerce::timeline::{Actor, OrderEvent};
use sqlx::AnyConnection;

use crate::{StoreError, clock};

/// Adds `event` to the order's log. The caller holds the order's row, so that sequence numbers do not collide.
pub(crate) async fn append(
    connection: &mut AnyConnection,
    order: &str,
    actor: Actor,
    event: &OrderEvent,
) -> Result<(), StoreError> {
    let detail = serde_json::to_string(event)
        .map_err(|error| StoreError::corrupt("an event that can be written", error))?;
    sqlx::query(
        "INSERT INTO order_events (order_id, sequence, at, actor, kind, detail) \
         SELECT $1, CAST(COALESCE(MAX(sequence), 0) + 1 AS BIGINT), $2, $3, $4, $5 \
         FROM order_events WHERE order_id = $6",
    )
    .bind(order)
    .bind(clock::now())
    .bind(actor.as_str())
    .bind(event.kind())
    .bind(detail)
    .bind(order)
    .execute(connection)
    .await?;
    metrics::counter!("till_order_events_total", "kind" => event.kind()).increment(1);
    Ok(())
}
