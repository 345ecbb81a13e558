//! Taking an address out of the book.

use super::{AddressId, all, delete, set_default};
use crate::{
    Shop, StoreError,
    accounts::{AccountId, hold},
};

impl Shop {
    /// Takes the address out; whether the account had one of this name. The one that came last takes a default's place.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_address(
        &self,
        account: &AccountId,
        id: &AddressId,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store().begin().await?;
        hold(&mut tx, account).await?;
        let book = all(&mut tx, account).await?;
        let Some(removed) = book.iter().find(|saved| saved.id == *id) else {
            return Ok(false);
        };
        delete(&mut tx, account, id).await?;
        if removed.is_default
            && let Some(last) = book.iter().rfind(|saved| saved.id != *id)
        {
            set_default(&mut tx, account, &last.id).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}
