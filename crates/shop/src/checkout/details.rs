//! What the customer of a cart typed when an order was placed, so that the next visit to the checkout begins with it.

use commerce::contact::{CheckoutForm, PostalAddress};

use crate::{Shop, StoreError, cart::CartKey, store::Columns};

impl Shop {
    /// The details of the cart's latest order, if there is one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn last_details(&self, key: &CartKey) -> Result<Option<CheckoutForm>, StoreError> {
        let row = sqlx::query(
            "SELECT email, address, delivery_method FROM orders WHERE cart = $1 \
             ORDER BY created_at DESC LIMIT 1",
        )
        .bind(key.id())
        .fetch_optional(self.store().pool())
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let address: PostalAddress = row.json("address", "an address")?;
        Ok(Some(CheckoutForm {
            email: row.text("email")?,
            name: address.name,
            line1: address.line1,
            line2: address.line2.unwrap_or_default(),
            city: address.city,
            region: address.region.unwrap_or_default(),
            postal_code: address.postal_code,
            country: address.country.code().to_owned(),
            phone: address.phone.unwrap_or_default(),
            delivery: row.text("delivery_method")?,
        }))
    }
}
