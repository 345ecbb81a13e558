//! Taking note that the customer has read what changed.

use commerce::cart::Cart;

use super::{CartId, add::hold, line::StoredLine};
use crate::{Shop, StoreError};

impl Shop {
    /// The customer has read the notices: today's prices are the ones that were seen, quantities are what there is, and what
    /// is no longer sold is gone. Only the notice of a line that is sold out comes back, as long as it is.
    ///
    /// # Errors
    /// When the store cannot be changed.
    pub async fn acknowledge_notices(&self, cart: &CartId) -> Result<Cart, StoreError> {
        let cart = cart.as_str();
        let mut tx = self.store().begin().await?;
        hold(&mut tx, cart).await?;
        let mut lines = StoredLine::of_cart(&mut tx, cart).await?;
        // In the order in which a payment takes lines out of a cart, so that neither waits for the other in a circle.
        lines.sort_by(|a, b| a.sku.cmp(&b.sku));
        for line in lines {
            if line.withdrawn {
                sqlx::query("DELETE FROM cart_lines WHERE cart = $1 AND sku = $2")
                    .bind(cart)
                    .bind(line.sku.as_str())
                    .execute(&mut *tx)
                    .await?;
                continue;
            }
            let quantity = line.wanted.at_most(line.available).unwrap_or(line.wanted);
            if line.seen == line.price && quantity == line.wanted {
                continue;
            }
            sqlx::query(
                "UPDATE cart_lines SET seen_price = $1, \
                 quantity = CASE WHEN quantity > $2 THEN $2 ELSE quantity END \
                 WHERE cart = $3 AND sku = $4",
            )
            .bind(line.price.minor)
            .bind(i64::from(quantity.get()))
            .bind(cart)
            .bind(line.sku.as_str())
            .execute(&mut *tx)
            .await?;
        }
        let cart = self.cart_in(&mut tx, cart).await?;
        tx.commit().await?;
        Ok(cart)
    }
}
