//! An order as the store keeps it.

use commerce::{
    Money,
    binding::CartHash,
    catalogue::{Picture, Sku, Slug, VariantOption},
    delivery::DeliveryMethod,
    order::{OrderState, OrderStatus},
};
use sqlx::{AnyConnection, any::AnyRow};

use super::OrderToken;
use crate::{StoreError, accounts::AccountId, clock, store::Columns};

/// What the engine needs to know of an order.
#[derive(Debug, Clone)]
pub(crate) struct OrderRecord {
    pub(crate) id: String,
    pub(crate) token: OrderToken,
    pub(crate) number: i64,
    pub(crate) cart: String,
    pub(crate) state: OrderState,
    pub(crate) delivery_method: DeliveryMethod,
    pub(crate) total: Money,
    pub(crate) cart_hash: CartHash,
    /// Whose it is; none for guests.
    pub(crate) account: Option<AccountId>,
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

const COLUMNS: &str = "SELECT id, token, number, cart, state, currency, total, delivery_method, cart_hash, account FROM orders";

impl OrderRecord {
    fn read(row: &AnyRow) -> Result<OrderRecord, StoreError> {
        let method = row.text("delivery_method")?;
        Ok(OrderRecord {
            id: row.text("id")?,
            token: row.parsed("token", "an order's token")?,
            number: row.integer("number")?,
            cart: row.text("cart")?,
            state: row.json("state", "an order's state")?,
            delivery_method: DeliveryMethod::from_form(&method)
                .ok_or_else(|| StoreError::corrupt("a way of delivery", method))?,
            total: row.money("total")?,
            cart_hash: CartHash::from_stored(row.text("cart_hash")?),
            account: row.optional_text("account")?.map(AccountId::from_stored),
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

    pub(crate) async fn by_id(
        connection: &mut AnyConnection,
        id: &str,
    ) -> Result<OrderRecord, StoreError> {
        let order = Self::one(connection, "id", id).await?;
        order.ok_or_else(|| StoreError::corrupt("the order of a payment", id))
    }

    pub(crate) async fn by_number(
        connection: &mut AnyConnection,
        number: i64,
    ) -> Result<Option<OrderRecord>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE number = $1"));
        let row = sqlx::query(sql)
            .bind(number)
            .fetch_optional(connection)
            .await?;
        row.as_ref().map(OrderRecord::read).transpose()
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
        Self::by_id(connection, id).await
    }

    /// Where it stands, in a word.
    pub(crate) fn status(&self) -> OrderStatus {
        self.state.status()
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
