//! Stock that is kept for orders while they are paid.

use commerce::catalogue::Sku;
use sqlx::{AnyConnection, Row};

use crate::{
    Shop, StoreError, clock,
    orders::{OrderLine, OrderRecord},
    store::Columns,
};

/// There is not enough of a variant. The caller drops its transaction, so that nothing was reserved.
#[derive(Debug)]
pub(super) struct OutOfStock;

/// The order's lines with each variant once, in one order for all, so that transactions never wait for each other in a circle.
fn by_sku(mut lines: Vec<OrderLine>) -> Vec<OrderLine> {
    lines.sort_by(|a, b| a.sku.cmp(&b.sku));
    lines
}

/// Products of which the stock that customers see changed.
pub(crate) type ChangedProducts = Vec<String>;

impl Shop {
    /// Reserves the order's lines, or keeps for longer what it has reserved already.
    pub(super) async fn reserve(
        &self,
        connection: &mut AnyConnection,
        order: &OrderRecord,
    ) -> Result<Result<ChangedProducts, OutOfStock>, StoreError> {
        let keep = i64::try_from(self.settings().reservation.as_millis()).unwrap_or(i64::MAX);
        let expires_at = clock::now().saturating_add(keep);
        let mut changed = ChangedProducts::new();
        for line in by_sku(OrderRecord::lines(connection, &order.id).await?) {
            let extended = sqlx::query(
                "UPDATE reservations SET expires_at = $1 WHERE order_id = $2 AND sku = $3",
            )
            .bind(expires_at)
            .bind(&order.id)
            .bind(line.sku.as_str())
            .execute(&mut *connection)
            .await?;
            if extended.rows_affected() > 0 {
                continue;
            }
            let reserved = sqlx::query(
                "UPDATE variants SET reserved = reserved + $1 \
                 WHERE sku = $2 AND stock - reserved >= $3 AND withdrawn = 0",
            )
            .bind(i64::from(line.quantity))
            .bind(line.sku.as_str())
            .bind(i64::from(line.quantity))
            .execute(&mut *connection)
            .await?;
            if reserved.rows_affected() == 0 {
                return Ok(Err(OutOfStock));
            }
            sqlx::query(
                "INSERT INTO reservations (order_id, sku, quantity, expires_at) \
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(&order.id)
            .bind(line.sku.as_str())
            .bind(i64::from(line.quantity))
            .bind(expires_at)
            .execute(&mut *connection)
            .await?;
            changed.push(line.product.into());
        }
        Ok(Ok(changed))
    }
}

/// Gives back what the order has reserved. The caller holds the order's row.
pub(crate) async fn release(
    connection: &mut AnyConnection,
    order: &str,
) -> Result<ChangedProducts, StoreError> {
    let rows = sqlx::query("DELETE FROM reservations WHERE order_id = $1 RETURNING sku, quantity")
        .bind(order)
        .fetch_all(&mut *connection)
        .await?;
    let mut held: Vec<(String, i64)> = Vec::with_capacity(rows.len());
    for row in &rows {
        held.push((row.text("sku")?, row.integer("quantity")?));
    }
    held.sort();
    let mut changed = ChangedProducts::new();
    for (sku, quantity) in held {
        let product = sqlx::query(
            "UPDATE variants SET reserved = reserved - $1 WHERE sku = $2 RETURNING product",
        )
        .bind(quantity)
        .bind(sku)
        .fetch_one(&mut *connection)
        .await?;
        changed.push(product.try_get("product")?);
    }
    Ok(changed)
}

/// Takes the order's lines out of stock, reserved or not. The caller drops its savepoint when there is not enough.
pub(super) async fn take(
    connection: &mut AnyConnection,
    order: &OrderRecord,
) -> Result<Result<ChangedProducts, OutOfStock>, StoreError> {
    let mut changed = ChangedProducts::new();
    for line in by_sku(OrderRecord::lines(connection, &order.id).await?) {
        let reserved: Option<i64> = sqlx::query_scalar(
            "DELETE FROM reservations WHERE order_id = $1 AND sku = $2 RETURNING quantity",
        )
        .bind(&order.id)
        .bind(line.sku.as_str())
        .fetch_optional(&mut *connection)
        .await?;
        let reserved = reserved.unwrap_or(0);
        let taken = sqlx::query(
            "UPDATE variants SET stock = stock - $1, reserved = reserved - $2 \
             WHERE sku = $3 AND stock >= $4 AND stock - reserved + $5 >= $6",
        )
        .bind(i64::from(line.quantity))
        .bind(reserved)
        .bind(line.sku.as_str())
        .bind(i64::from(line.quantity))
        .bind(reserved)
        .bind(i64::from(line.quantity))
        .execute(&mut *connection)
        .await?;
        if taken.rows_affected() == 0 {
            return Ok(Err(OutOfStock));
        }
        changed.push(line.product.into());
    }
    Ok(Ok(changed))
}

/// Takes what was bought out of the buyer's cart; what was added since stays in it.
pub(super) async fn take_from_cart(
    connection: &mut AnyConnection,
    order: &OrderRecord,
) -> Result<(), StoreError> {
    for line in by_sku(OrderRecord::lines(connection, &order.id).await?) {
        let bought = i64::from(line.quantity);
        lower_cart_line(connection, &order.cart, &line.sku, bought).await?;
    }
    Ok(())
}

async fn lower_cart_line(
    connection: &mut AnyConnection,
    cart: &str,
    sku: &Sku,
    bought: i64,
) -> Result<(), StoreError> {
    let lowered = sqlx::query(
        "UPDATE cart_lines SET quantity = quantity - $1 WHERE cart = $2 AND sku = $3 AND quantity > $4",
    )
    .bind(bought)
    .bind(cart)
    .bind(sku.as_str())
    .bind(bought)
    .execute(&mut *connection)
    .await?;
    if lowered.rows_affected() == 0 {
        sqlx::query("DELETE FROM cart_lines WHERE cart = $1 AND sku = $2")
            .bind(cart)
            .bind(sku.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
