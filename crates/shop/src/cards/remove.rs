//! Removing a card.

use stripe_client::DetachPaymentMethod;

use super::{
    CardsError, PaymentMethodId,
    customer::new_key,
    wallet::{Freshness, Held},
};
use crate::{
    Shop,
    accounts::AccountId,
    payments::{FaultPoint, fault_point},
};

impl Shop {
    /// Removes one of the account's cards, however often it was saved. One that is not there (any more) is done, whoever's
    /// it may be. The work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`CardsError`]; the card may be there or not, and the list tells.
    pub async fn remove_card(
        &self,
        account: &AccountId,
        card: &PaymentMethodId,
    ) -> Result<(), CardsError> {
        let (shop, account, card) = (self.clone(), account.clone(), card.clone());
        tokio::spawn(async move { shop.remove_now(&account, &card).await })
            .await
            .map_err(|_| CardsError::Interrupted)?
    }

    async fn remove_now(
        &self,
        account: &AccountId,
        card: &PaymentMethodId,
    ) -> Result<(), CardsError> {
        let Some(wallet) = self.wallet(account, Freshness::Now).await? else {
            return Ok(());
        };
        let Some(held) = wallet.find(card) else {
            return Ok(());
        };
        let all: Vec<_> = wallet.all_of(held).cloned().collect();
        self.cards_change(account).await?;
        self.detach(&all).await?;
        self.cards_change(account).await?;
        let left = self.wallet(account, Freshness::Now).await?;
        let is_left = left.is_some_and(|left| all.iter().any(|card| left.find(&card.id).is_some()));
        if is_left {
            Err(CardsError::Unavailable)
        } else {
            Ok(())
        }
    }

    /// Takes each from its customer. What Stripe says is in the list of what is left.
    pub(super) async fn detach(&self, cards: &[Held]) -> Result<(), CardsError> {
        for card in cards {
            let request = DetachPaymentMethod::new(card.id.clone()).request();
            let key = new_key()?;
            fault_point(FaultPoint::CardDetaching);
            let detached = self.stripe().send(&request, &key).await;
            fault_point(FaultPoint::CardDetached);
            if let Err(error) = detached {
                tracing::warn!(card = %card.id, %error, "a card was not detached");
            }
        }
        Ok(())
    }
}
