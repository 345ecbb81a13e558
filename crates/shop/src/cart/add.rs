//! Putting something into a cart.

use commerce::{
    cart::{CartChange, CartOutcome, Quantity},
    catalogue::Sku,
};
use sqlx::AnyConnection;

use super::CartId;
use crate::{Shop, StoreError, clock, store::Columns};

impl Shop {
    /// Puts `quantity` more of a variant into the cart: never more than there is in stock, and no more than
    /// [`Quantity::MAX`] of one variant in all.
    ///
    /// # Errors
    /// When the store cannot be changed.
    pub async fn add_to_cart(
        &self,
        cart: &CartId,
        sku: &Sku,
        quantity: Quantity,
    ) -> Result<CartChange, StoreError> {
        let cart = cart.as_str();
        let mut tx = self.store().begin().await?;
        hold(&mut tx, cart).await?;
        let outcome = add_in(&mut tx, cart, sku, quantity).await?;
        let cart = self.cart_in(&mut tx, cart).await?;
        tx.commit().await?;
        Ok(CartChange { cart, outcome })
    }
}

/// [`Shop::add_to_cart`] in a transaction that holds the cart.
pub(crate) async fn add_in(
    connection: &mut AnyConnection,
    cart: &str,
    sku: &Sku,
    quantity: Quantity,
) -> Result<CartOutcome, StoreError> {
    match Offer::read(connection, cart, sku).await? {
        Some(offer) => offer.add(connection, cart, sku, quantity).await,
        None => Ok(CartOutcome::Unknown),
    }
}

/// Makes the cart if there is none, and holds it: who changes it at the same time waits for this transaction's end.
pub(crate) async fn hold(connection: &mut AnyConnection, cart: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO carts (id, created_at, updated_at) VALUES ($1, $2, $2) \
         ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at",
    )
    .bind(cart)
    .bind(clock::now())
    .execute(connection)
    .await?;
    Ok(())
}

/// What the shop offers one customer of a variant.
pub(super) struct Offer {
    price: i64,
    /// Stock less what others have reserved.
    available: u32,
    /// How many of it the cart holds.
    held: u32,
}

impl Offer {
    /// What is offered to the owner of `cart`; none when the shop does not sell it (any more).
    pub(super) async fn read(
        connection: &mut AnyConnection,
        cart: &str,
        sku: &Sku,
    ) -> Result<Option<Offer>, StoreError> {
        let row = sqlx::query(
            "SELECT v.price, v.stock - v.reserved + COALESCE((SELECT CAST(SUM(r.quantity) AS BIGINT) \
             FROM reservations r JOIN orders o ON o.id = r.order_id \
             WHERE o.open_cart = $1 AND r.sku = v.sku), 0) AS available, \
             COALESCE((SELECT l.quantity FROM cart_lines l \
             WHERE l.cart = $1 AND l.sku = v.sku), 0) AS held \
             FROM variants v JOIN products p ON p.slug = v.product \
             WHERE v.sku = $2 AND v.withdrawn = 0 AND p.withdrawn = 0",
        )
        .bind(cart)
        .bind(sku.as_str())
        .fetch_optional(connection)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Offer {
            price: row.integer("price")?,
            available: row.count("available")?,
            held: row.count("held")?,
        }))
    }

    async fn add(
        &self,
        connection: &mut AnyConnection,
        cart: &str,
        sku: &Sku,
        quantity: Quantity,
    ) -> Result<CartOutcome, StoreError> {
        let wanted = match Quantity::try_from(self.held) {
            Ok(held) => held.plus(quantity),
            Err(_) => quantity,
        };
        let Some(added) = quantity.at_most(self.available) else {
            return Ok(CartOutcome::SoldOut);
        };
        // The sum is the store's, not this program's: a payment may take out of the line what it paid for meanwhile.
        sqlx::query(
            "INSERT INTO cart_lines (cart, sku, quantity, seen_price, added_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (cart, sku) DO UPDATE SET quantity = \
             CASE WHEN cart_lines.quantity + excluded.quantity > $6 THEN $6 \
             ELSE cart_lines.quantity + excluded.quantity END",
        )
        .bind(cart)
        .bind(sku.as_str())
        .bind(i64::from(added.get()))
        .bind(self.price)
        .bind(clock::now())
        .bind(i64::from(self.available.min(Quantity::MAX)))
        .execute(connection)
        .await?;
        Ok(self.outcome(wanted))
    }

    /// Puts exactly `quantity` in, or as many as there are.
    pub(super) async fn set(
        &self,
        connection: &mut AnyConnection,
        cart: &str,
        sku: &Sku,
        quantity: Quantity,
    ) -> Result<CartOutcome, StoreError> {
        let Some(possible) = quantity.at_most(self.available) else {
            return Ok(CartOutcome::SoldOut);
        };
        sqlx::query(
            "INSERT INTO cart_lines (cart, sku, quantity, seen_price, added_at) \
             VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (cart, sku) DO UPDATE SET quantity = excluded.quantity",
        )
        .bind(cart)
        .bind(sku.as_str())
        .bind(i64::from(possible.get()))
        .bind(self.price)
        .bind(clock::now())
        .execute(connection)
        .await?;
        Ok(self.outcome(quantity))
    }

    fn outcome(&self, wanted: Quantity) -> CartOutcome {
        if wanted.get() > self.available {
            CartOutcome::OnlySoMany(self.available)
        } else {
            CartOutcome::Done
        }
    }
}
