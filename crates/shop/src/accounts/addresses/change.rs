//! Changing an address of the book.

use commerce::contact::PostalAddress;

use super::{AddressId, all, delete, set_default, write};
use crate::{
    Shop, StoreError,
    accounts::{AccountId, hold},
};

impl Shop {
    /// Has the account's address be another one; whether the account has one of this name. One that becomes the same as
    /// another of the book is one with it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_address(
        &self,
        account: &AccountId,
        id: &AddressId,
        address: &PostalAddress,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store().begin().await?;
        hold(&mut tx, account).await?;
        let book = all(&mut tx, account).await?;
        let Some(changed) = book.iter().find(|saved| saved.id == *id) else {
            return Ok(false);
        };
        let same = book
            .iter()
            .find(|saved| saved.address == *address && saved.id != *id);
        match same {
            Some(same) => {
                delete(&mut tx, account, id).await?;
                if changed.is_default {
                    set_default(&mut tx, account, &same.id).await?;
                }
            }
            None => write(&mut tx, account, id, address).await?,
        }
        tx.commit().await?;
        Ok(true)
    }
}
