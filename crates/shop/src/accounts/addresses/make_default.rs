//! Choosing the address that the checkout begins with.

use super::{AddressId, all, set_default};
use crate::{
    Shop, StoreError,
    accounts::{AccountId, hold},
};

impl Shop {
    /// Has the checkout begin with this address; whether the account has one of this name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn make_address_default(
        &self,
        account: &AccountId,
        id: &AddressId,
    ) -> Result<bool, StoreError> {
        let mut tx = self.store().begin().await?;
        hold(&mut tx, account).await?;
        let known = all(&mut tx, account).await?;
        if !known.iter().any(|saved| saved.id == *id) {
            return Ok(false);
        }
        set_default(&mut tx, account, id).await?;
        tx.commit().await?;
        Ok(true)
    }
}
