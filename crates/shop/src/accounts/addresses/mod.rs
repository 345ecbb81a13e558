//! The address book of an account. Every function takes the account beside the address: another's is as unknown as none.

mod change;
mod keep;
mod make_default;
mod remove;

use commerce::contact::PostalAddress;
use sqlx::{AnyConnection, any::AnyRow};

pub use keep::AddressKept;
pub(crate) use keep::keep_in;

use super::AccountId;
use crate::{Shop, StoreError, clock, orders::json, store::Columns};

/// Addresses that one account may have: more than a household and its friends, and a list that a page shows whole.
pub const MOST_ADDRESSES: usize = 20;

/// Which address of an account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AddressId(String);

impl AddressId {
    /// From a page's address or a form; whether it is one is found out by using it.
    pub fn from_text(text: &str) -> AddressId {
        AddressId(text.to_owned())
    }

    /// As text, for a page's address or a form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedAddress {
    /// Names it.
    pub id: AddressId,
    /// The address.
    pub address: PostalAddress,
    /// Whether the checkout begins with it; so one does, unless the book is empty.
    pub is_default: bool,
}

impl SavedAddress {
    fn read(row: &AnyRow) -> Result<SavedAddress, StoreError> {
        let address = serde_json::from_str(&row.text("address")?)
            // What is there instead is not told: logs hold no addresses.
            .map_err(|_| StoreError::corrupt("an address", "another text"))?;
        Ok(SavedAddress {
            id: AddressId(row.text("id")?),
            address,
            is_default: row.integer("is_default")? == 1,
        })
    }
}

impl Shop {
    /// The account's addresses, the default first, then in the order in which they came.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn addresses(&self, account: &AccountId) -> Result<Vec<SavedAddress>, StoreError> {
        let mut connection = self.store().connection().await?;
        all(&mut connection, account).await
    }

    /// One of the account's addresses; none when the account has none of this name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn address(
        &self,
        account: &AccountId,
        id: &AddressId,
    ) -> Result<Option<SavedAddress>, StoreError> {
        let all = self.addresses(account).await?;
        Ok(all.into_iter().find(|saved| saved.id == *id))
    }
}

pub(super) async fn all(
    connection: &mut AnyConnection,
    account: &AccountId,
) -> Result<Vec<SavedAddress>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, address, is_default FROM addresses WHERE account = $1 \
         ORDER BY is_default DESC, created_at, id",
    )
    .bind(account.as_str())
    .fetch_all(connection)
    .await?;
    rows.iter().map(SavedAddress::read).collect()
}

/// The address that the account's checkout begins with.
pub(crate) async fn default_of(
    connection: &mut AnyConnection,
    account: &AccountId,
) -> Result<Option<PostalAddress>, StoreError> {
    let all = all(connection, account).await?;
    Ok(all.into_iter().next().map(|first| first.address))
}

async fn write(
    connection: &mut AnyConnection,
    account: &AccountId,
    id: &AddressId,
    address: &PostalAddress,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE addresses SET address = $1, updated_at = $2 WHERE account = $3 AND id = $4",
    )
    .bind(json(address)?)
    .bind(clock::now())
    .bind(account.as_str())
    .bind(id.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

async fn delete(
    connection: &mut AnyConnection,
    account: &AccountId,
    id: &AddressId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM addresses WHERE account = $1 AND id = $2")
        .bind(account.as_str())
        .bind(id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

/// Has the checkout begin with this one and no other.
async fn set_default(
    connection: &mut AnyConnection,
    account: &AccountId,
    id: &AddressId,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE addresses SET is_default = CASE WHEN id = $1 THEN 1 ELSE 0 END WHERE account = $2",
    )
    .bind(id.as_str())
    .bind(account.as_str())
    .execute(connection)
    .await?;
    Ok(())
}
