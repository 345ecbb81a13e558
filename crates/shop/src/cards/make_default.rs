//! Choosing the card that comes first.

use super::{CardsError, PaymentMethodId, wallet::Freshness};
use crate::{Shop, accounts::AccountId};

impl Shop {
    /// Makes one of the account's cards the first.
    ///
    /// # Errors
    /// [`CardsError::UnknownCard`] when it is not one of the account's, whoever's else it may be.
    pub async fn make_card_default(
        &self,
        account: &AccountId,
        card: &PaymentMethodId,
    ) -> Result<(), CardsError> {
        let wallet = self.wallet(account, Freshness::Now).await?;
        let wallet = wallet.ok_or(CardsError::UnknownCard)?;
        let held = wallet.find(card).ok_or(CardsError::UnknownCard)?;
        self.cards_change(account).await?;
        let chosen = self.choose(&wallet, held).await?;
        self.cards_change(account).await?;
        if chosen {
            Ok(())
        } else {
            Err(CardsError::Unavailable)
        }
    }
}
