//! Putting what was ordered into the cart once more.

use commerce::{
    cart::{Cart, CartOutcome, Quantity},
    catalogue::VariantOption,
};

use super::AccountId;
use crate::{
    Shop, StoreError,
    cart::{CartId, add_in, hold},
    orders::{OrderRecord, OrderToken},
};

/// A line of the order, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAgain {
    /// The product's title, as it was ordered.
    pub title: String,
    /// The variant's choices.
    pub options: Vec<VariantOption>,
    /// How many were ordered.
    pub quantity: u32,
    /// How many of them are in the cart: all, only so many with what it held before, or none because the shop has none or no
    /// longer sells it.
    pub outcome: CartOutcome,
}

/// The cart with what could be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderedAgain {
    /// The cart, at today's prices.
    pub cart: Cart,
    /// What came of each line, in the order's order.
    pub lines: Vec<LineAgain>,
}

impl Shop {
    /// Puts what the account ordered into the cart, as much of it as there is; none when the account has no such order.
    ///
    /// # Errors
    /// When the store fails; the cart is as it was then.
    pub async fn order_again(
        &self,
        account: &AccountId,
        cart: &CartId,
        order: &OrderToken,
    ) -> Result<Option<OrderedAgain>, StoreError> {
        let mut tx = self.store().begin().await?;
        let id: Option<String> =
            sqlx::query_scalar("SELECT id FROM orders WHERE token = $1 AND account = $2")
                .bind(order.as_str())
                .bind(account.as_str())
                .fetch_optional(&mut *tx)
                .await?;
        let Some(id) = id else { return Ok(None) };
        let mut ordered = OrderRecord::lines(&mut tx, &id).await?;
        let positions: Vec<_> = ordered.iter().map(|line| line.sku.clone()).collect();
        // In the order in which a payment takes lines out of a cart, so that neither waits for the other in a circle.
        ordered.sort_by(|a, b| a.sku.cmp(&b.sku));
        let cart = cart.as_str();
        hold(&mut tx, cart).await?;
        let mut lines = Vec::with_capacity(ordered.len());
        for line in ordered {
            let quantity = Quantity::try_from(line.quantity)
                .map_err(|_| StoreError::corrupt("a quantity", line.quantity))?;
            let outcome = add_in(&mut tx, cart, &line.sku, quantity).await?;
            lines.push((
                positions.iter().position(|sku| *sku == line.sku),
                LineAgain {
                    title: line.title,
                    options: line.options,
                    quantity: line.quantity,
                    outcome,
                },
            ));
        }
        let cart = self.cart_in(&mut tx, cart).await?;
        tx.commit().await?;
        lines.sort_by_key(|(position, _)| *position);
        Ok(Some(OrderedAgain {
            cart,
            lines: lines.into_iter().map(|(_, line)| line).collect(),
        }))
    }
}
