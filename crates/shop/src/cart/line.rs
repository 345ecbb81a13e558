//! A line of a cart as it stands in the store, beside what its variant is today.

use commerce::{
    Money,
    cart::Quantity,
    catalogue::{Picture, Sku, Slug, VariantOption},
};
use sqlx::{AnyConnection, any::AnyRow};

use crate::{StoreError, catalogue::picture, store::Columns};

/// What was put in, and what is sold today.
pub(super) struct StoredLine {
    pub(super) sku: Sku,
    pub(super) product: Slug,
    pub(super) title: String,
    pub(super) options: Vec<VariantOption>,
    pub(super) picture: Picture,
    /// Price of one, today.
    pub(super) price: Money,
    /// Price of one as the customer last saw it.
    pub(super) seen: Money,
    pub(super) wanted: Quantity,
    /// How many this customer can buy: stock, less what others have reserved.
    pub(super) available: u32,
    /// No longer sold.
    pub(super) withdrawn: bool,
}

impl StoredLine {
    /// The lines of a cart in the order in which they were added.
    pub(super) async fn of_cart(
        connection: &mut AnyConnection,
        cart: &str,
    ) -> Result<Vec<StoredLine>, StoreError> {
        let rows = sqlx::query(
            "SELECT l.sku, l.quantity, l.seen_price, v.options, v.price, v.currency, \
             v.stock - v.reserved + COALESCE((SELECT CAST(SUM(r.quantity) AS BIGINT) \
             FROM reservations r JOIN orders o ON o.id = r.order_id \
             WHERE o.open_cart = l.cart AND r.sku = l.sku), 0) AS available, \
             CASE WHEN v.withdrawn = 1 OR p.withdrawn = 1 THEN 1 ELSE 0 END AS withdrawn, \
             p.slug, p.title, p.picture, p.alt, p.width, p.height \
             FROM cart_lines l JOIN variants v ON v.sku = l.sku JOIN products p ON p.slug = v.product \
             WHERE l.cart = $1 ORDER BY l.added_at, l.sku",
        )
        .bind(cart)
        .fetch_all(connection)
        .await?;
        rows.iter().map(StoredLine::read).collect()
    }

    fn read(row: &AnyRow) -> Result<StoredLine, StoreError> {
        let quantity = row.count("quantity")?;
        Ok(StoredLine {
            sku: row.parsed("sku", "a SKU")?,
            product: row.parsed("slug", "a slug")?,
            title: row.text("title")?,
            options: row.json("options", "a variant's options")?,
            picture: picture(row)?,
            price: row.money("price")?,
            seen: row.money("seen_price")?,
            wanted: Quantity::try_from(quantity)
                .map_err(|_| StoreError::corrupt("a quantity", quantity))?,
            available: row.count("available")?,
            withdrawn: row.integer("withdrawn")? == 1,
        })
    }
}
