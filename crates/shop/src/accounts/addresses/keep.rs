//! Adding an address to the book, or finding the same there.

use commerce::contact::PostalAddress;
use sqlx::AnyConnection;
use uuid::Uuid;

use super::{AddressId, MOST_ADDRESSES, all};
use crate::{
    Shop, StoreError,
    accounts::{AccountId, hold},
    clock,
    orders::json,
};

/// How keeping an address went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressKept {
    /// It is new in the book.
    Added(AddressId),
    /// It was there already.
    Known(AddressId),
    /// The book is full: [`MOST_ADDRESSES`].
    Full,
    /// There is no such account any more.
    NoAccount,
}

impl Shop {
    /// Keeps an address in the account's book. The first one becomes the default.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep_address(
        &self,
        account: &AccountId,
        address: &PostalAddress,
    ) -> Result<AddressKept, StoreError> {
        let mut tx = self.store().begin().await?;
        if !hold(&mut tx, account).await? {
            return Ok(AddressKept::NoAccount);
        }
        let kept = keep_in(&mut tx, account, address).await?;
        tx.commit().await?;
        Ok(kept)
    }
}

/// [`Shop::keep_address`] in a transaction that holds the account.
pub(crate) async fn keep_in(
    connection: &mut AnyConnection,
    account: &AccountId,
    address: &PostalAddress,
) -> Result<AddressKept, StoreError> {
    let book = all(connection, account).await?;
    if let Some(same) = book.iter().find(|saved| saved.address == *address) {
        return Ok(AddressKept::Known(same.id.clone()));
    }
    if book.len() >= MOST_ADDRESSES {
        return Ok(AddressKept::Full);
    }
    let (id, now) = (AddressId(Uuid::now_v7().to_string()), clock::now());
    sqlx::query(
        "INSERT INTO addresses (id, account, address, is_default, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.as_str())
    .bind(account.as_str())
    .bind(json(address)?)
    .bind(i64::from(book.is_empty()))
    .bind(now)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(AddressKept::Added(id))
}
