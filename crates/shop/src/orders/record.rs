//! An order as the store keeps it.

use commerce::{
    Money,
    binding::CartHash,
    catalogue::{Picture, Sku, Slug, VariantOption},
    delivery::DeliveryMethod,
    order::OrderStatus,
};
use sqlx::{AnyConnection, any::AnyRow};

use super::OrderToken;
use crate::{StoreError, clock, store::Columns};

/// What the engine needs to know of an order.
#[derive(Debug, Clone)]
pub(crate) struct OrderRecord {
    pub(crate) id: String,
    pub(crate) token: OrderToken,
    pub(crate) number: i64,
    pub(crate) cart: String,
    pub(crate) status: OrderStatus,
    pub(crate) delivery_method: DeliveryMethod,
    pub(crate) total: Money,
    pub(crate) cart_hash: CartHash,
}

/// A line of an order, as it was when the order was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    /// The variant.
    pub sku: Sku,
    /// Its product's page, if it is still there.
    pub product: Slug,
    /// The product's title.
    pub title: String,
    /// The variant's choices.
    pub options: Vec<VariantOption>,
    /// The product's picture.
    pub picture: Picture,
    /// Price of one.
    pub unit: Money,
    /// How many.
    pub quantity: u32,
}

const COLUMNS: &str = "SELECT id, token, number, cart, status, currency, total, delivery_method, cart_hash FROM orders";

impl OrderRecord {
    fn read(row: &AnyRow) -> Result<OrderRecord, StoreError> {
        let status = row.text("status")?;
        let method = row.text("delivery_method")?;
        Ok(OrderRecord {
            id: row.text("id")?,
            token: row.parsed("token", "an order's token")?,
            number: row.integer("number")?,
            cart: row.text("cart")?,
            status: OrderStatus::from_stored(&status)
                .ok_or_else(|| StoreError::corrupt("an order's status", status))?,
            delivery_method: DeliveryMethod::from_form(&method)
                .ok_or_else(|| StoreError::corrupt("a way of delivery", method))?,
            total: row.money("total")?,
            cart_hash: CartHash::from_stored(row.text("cart_hash")?),
        })
    }

    async fn one(
        connection: &mut AnyConnection,
        condition: &str,
        value: &str,
    ) -> Result<Option<OrderRecord>, StoreError> {
        // `condition` is one of the literals below, never a customer's text.
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE {condition} = $1"));
        let row = sqlx::query(sql)
            .bind(value)
            .fetch_optional(connection)
            .await?;
        row.as_ref().map(OrderRecord::read).transpose()
    }

    pub(crate) async fn by_token(
        connection: &mut AnyConnection,
        token: &OrderToken,
    ) -> Result<Option<OrderRecord>, StoreError> {
        Self::one(connection, "token", token.as_str()).await
    }

    pub(crate) async fn open_of_cart(
        connection: &mut AnyConnection,
        cart: &str,
    ) -> Result<Option<OrderRecord>, StoreError> {
        Self::one(connection, "open_cart", cart).await
    }

    /// Takes the order's row until the transaction ends, and reads it as it is then.
    pub(crate) async fn lock(
        connection: &mut AnyConnection,
        id: &str,
    ) -> Result<OrderRecord, StoreError> {
        sqlx::query("UPDATE orders SET updated_at = $1 WHERE id = $2")
            .bind(clock::now())
            .bind(id)
            .execute(&mut *connection)
            .await?;
        let order = Self::one(connection, "id", id).await?;
        order.ok_or_else(|| StoreError::corrupt("the order of a payment", id))
    }

    /// Moves the order to `status`; a status that is not open frees its cart for the next order.
    pub(crate) async fn set_status(
        &mut self,
        connection: &mut AnyConnection,
        status: OrderStatus,
    ) -> Result<(), StoreError> {
        let open_cart = status.is_open().then_some(self.cart.as_str());
        sqlx::query("UPDATE orders SET status = $1, open_cart = $2, updated_at = $3 WHERE id = $4")
            .bind(status.as_str())
            .bind(open_cart)
            .bind(clock::now())
            .bind(&self.id)
            .execute(connection)
            .await?;
        self.status = status;
        Ok(())
    }

    pub(crate) async fn lines(
        connection: &mut AnyConnection,
        order: &str,
    ) -> Result<Vec<OrderLine>, StoreError> {
        let rows = sqlx::query(
            "SELECT l.sku, l.product, l.title, l.options, l.picture, l.unit, l.quantity, o.currency \
             FROM order_lines l JOIN orders o ON o.id = l.order_id \
             WHERE l.order_id = $1 ORDER BY l.position",
        )
        .bind(order)
        .fetch_all(connection)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(OrderLine {
                    sku: row.parsed("sku", "a SKU")?,
                    product: row.parsed("product", "a slug")?,
                    title: row.text("title")?,
                    options: row.json("options", "a variant's choices")?,
                    picture: row.json("picture", "a picture")?,
                    unit: row.money("unit")?,
                    quantity: row.count("quantity")?,
                })
            })
            .collect()
    }
}
