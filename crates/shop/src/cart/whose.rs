//! Whose cart is meant. Every way to a cart begins here.

use sqlx::AnyConnection;

use super::{CartId, CartKey};
use crate::{
    Shop, StoreError,
    accounts::{self, AccountId},
    clock,
    store::Columns,
};

impl Shop {
    /// The cart of `account`, who is logged in, or else that of the guest whose browser brought `key`; none if there is none
    /// yet. What was gathered under `key` before logging in is put into the account's cart first. A key whose cart has become
    /// an account's opens nothing any more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cart_of(
        &self,
        account: Option<&AccountId>,
        key: Option<&CartKey>,
    ) -> Result<Option<CartId>, StoreError> {
        match (account, key) {
            (Some(account), key) => self.cart_of_account(account, key).await,
            (None, Some(key)) => self.cart_of_guest(key).await,
            (None, None) => Ok(None),
        }
    }

    /// [`Shop::cart_of`], and a new one if there is none. A guest's comes with the key that the browser is to keep from now on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cart_of_or_new(
        &self,
        account: Option<&AccountId>,
        key: Option<&CartKey>,
    ) -> Result<(CartId, Option<CartKey>), StoreError> {
        if let Some(account) = account {
            if let Some(cart) = self.cart_of_account(account, key).await? {
                return Ok((cart, None));
            }
            if let Some(cart) = self.make_cart_of_account(account).await? {
                return Ok((cart, None));
            }
            // Deleted a moment ago, in another tab.
        }
        if let Some(key) = key
            && let Some(cart) = self.cart_of_guest(key).await?
        {
            return Ok((cart, Some(key.clone())));
        }
        let key = CartKey::generate();
        Ok((key.id(), Some(key)))
    }

    async fn cart_of_guest(&self, key: &CartKey) -> Result<Option<CartId>, StoreError> {
        let id = key.id();
        let owned: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM carts WHERE id = $1 AND account IS NOT NULL")
                .bind(id.as_str())
                .fetch_one(self.store().pool())
                .await?;
        Ok((owned == 0).then_some(id))
    }

    async fn cart_of_account(
        &self,
        account: &AccountId,
        key: Option<&CartKey>,
    ) -> Result<Option<CartId>, StoreError> {
        let guests = key.map(CartKey::id);
        let rows = sqlx::query(
            "SELECT id, account FROM carts WHERE account = $1 OR (id = $2 AND account IS NULL)",
        )
        .bind(account.as_str())
        .bind(guests.as_ref().map(CartId::as_str))
        .fetch_all(self.store().pool())
        .await?;
        match rows.as_slice() {
            [] => Ok(None),
            // Nearly always: looking takes no lock.
            [own] if own.optional_text("account")?.is_some() => {
                Ok(Some(CartId::of(own.text("id")?)))
            }
            _ => self.gather_carts(account, guests.as_ref()).await,
        }
    }

    /// Gives the account a cart, unless it has got one meanwhile; none when there is no such account any more.
    async fn make_cart_of_account(
        &self,
        account: &AccountId,
    ) -> Result<Option<CartId>, StoreError> {
        let mut tx = self.store().begin().await?;
        if !accounts::hold(&mut tx, account).await? {
            return Ok(None);
        }
        if let Some(cart) = carts_of(&mut tx, account).await?.into_iter().next() {
            return Ok(Some(cart));
        }
        // Nobody has the key: the cart is the account's, whatever browser it uses.
        let cart = CartKey::generate().id();
        sqlx::query(
            "INSERT INTO carts (id, created_at, updated_at, account, account_since) VALUES ($1, $2, $2, $3, $2)",
        )
        .bind(cart.as_str())
        .bind(clock::now())
        .bind(account.as_str())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Some(cart))
    }
}

/// The account's carts: the one that it uses, and those that wait to be put into it.
pub(super) async fn carts_of(
    connection: &mut AnyConnection,
    account: &AccountId,
) -> Result<Vec<CartId>, StoreError> {
    let rows = sqlx::query("SELECT id FROM carts WHERE account = $1 ORDER BY account_since, id")
        .bind(account.as_str())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok(CartId::of(row.text("id")?)))
        .collect()
}
