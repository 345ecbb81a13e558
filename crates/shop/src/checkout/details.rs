//! What the customer need not type again at the checkout.

use commerce::{
    contact::{AddressForm, CheckoutForm, PostalAddress},
    delivery::DeliveryMethod,
};

use crate::{
    Shop, StoreError,
    accounts::{self, Account},
    cart::CartId,
    store::Columns,
};

impl Shop {
    /// What the checkout of a cart begins with, if there is anything. For `account`, who is logged in, it is the account's
    /// e-mail address and default address, or what was typed for the account's latest order from this cart, or by a guest for
    /// the order that is open. Otherwise it is what was typed for the cart's latest order, unless that belongs to an account:
    /// several people may use one browser.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn last_details(
        &self,
        cart: &CartId,
        account: Option<&Account>,
    ) -> Result<Option<CheckoutForm>, StoreError> {
        let mut connection = self.store().connection().await?;
        let row = sqlx::query(
            "SELECT email, address, delivery_method FROM orders WHERE cart = $1 \
             AND account_deleted = 0 \
             AND (account = $2 OR account IS NULL AND ($2 IS NULL OR open_cart IS NOT NULL)) \
             ORDER BY created_at DESC LIMIT 1",
        )
        .bind(cart.as_str())
        .bind(account.map(|account| account.id.as_str()))
        .fetch_optional(&mut *connection)
        .await?;
        let last = row.map(|row| {
            let address: PostalAddress = row.json("address", "an address")?;
            let (email, delivery) = (row.text("email")?, row.text("delivery_method")?);
            Ok::<_, StoreError>(CheckoutForm::filled(email, address.into(), delivery))
        });
        let last = last.transpose()?;
        let Some(Account { id, email, .. }) = account else {
            return Ok(last);
        };
        let saved = accounts::default_of(&mut connection, id).await?;
        let email = email.as_str().to_owned();
        Ok(Some(match (last, saved) {
            (Some(last), Some(saved)) => CheckoutForm::filled(email, saved.into(), last.delivery),
            (Some(last), None) => CheckoutForm { email, ..last },
            (None, saved) => CheckoutForm::filled(
                email,
                saved.map_or_else(AddressForm::default, AddressForm::from),
                DeliveryMethod::default().as_str().to_owned(),
            ),
        }))
    }
}
