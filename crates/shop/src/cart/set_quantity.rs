//! Changing how many of something a cart holds.

use commerce::{
    cart::{CartChange, CartOutcome, Quantity},
    catalogue::Sku,
};

use super::{
    CartId,
    add::{Offer, hold},
};
use crate::{Shop, StoreError};

impl Shop {
    /// Has the cart hold `quantity` of a variant, or as many as there are in stock; `None` takes it out.
    ///
    /// # Errors
    /// When the store cannot be changed.
    pub async fn set_quantity(
        &self,
        cart: &CartId,
        sku: &Sku,
        quantity: Option<Quantity>,
    ) -> Result<CartChange, StoreError> {
        let cart = cart.as_str();
        let mut tx = self.store().begin().await?;
        hold(&mut tx, cart).await?;
        let outcome = match quantity {
            None => {
                sqlx::query("DELETE FROM cart_lines WHERE cart = $1 AND sku = $2")
                    .bind(cart)
                    .bind(sku.as_str())
                    .execute(&mut *tx)
                    .await?;
                CartOutcome::Done
            }
            Some(quantity) => match Offer::read(&mut tx, cart, sku).await? {
                Some(offer) => offer.set(&mut tx, cart, sku, quantity).await?,
                None => CartOutcome::Unknown,
            },
        };
        let cart = self.cart_in(&mut tx, cart).await?;
        tx.commit().await?;
        Ok(CartChange { cart, outcome })
    }
}
