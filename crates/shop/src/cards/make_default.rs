//! Choosing the card that comes first.

use stripe_client::UpdateCustomer;

use super::{
    CardsError, PaymentMethodId,
    customer::new_key,
    wallet::{Freshness, Held, Wallet},
};
use crate::{Shop, accounts::AccountId};

impl Shop {
    /// Makes one of the account's cards the first. The work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`CardsError::UnknownCard`] when it is not one of the account's, whoever's else it may be.
    pub async fn make_card_default(
        &self,
        account: &AccountId,
        card: &PaymentMethodId,
    ) -> Result<(), CardsError> {
        let (shop, account, card) = (self.clone(), account.clone(), card.clone());
        tokio::spawn(async move { shop.make_default_now(&account, &card).await })
            .await
            .map_err(|_| CardsError::Interrupted)?
    }

    async fn make_default_now(
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

    /// Makes the card its customer's first; whether Stripe has done so.
    pub(super) async fn choose(&self, wallet: &Wallet, card: &Held) -> Result<bool, CardsError> {
        let mut params = UpdateCustomer::new(wallet.customer().clone());
        params.default_payment_method = Some(card.id.clone());
        let chosen = self.stripe().send(&params.request(), &new_key()?).await;
        if let Err(error) = &chosen {
            tracing::warn!(customer = %wallet.customer(), %error, "a card was not made the default");
        }
        Ok(chosen.is_ok())
    }
}
