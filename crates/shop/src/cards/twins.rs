//! The same card saved several times: the newest stays, and those before it are detached. At once where a card is saved in
//! the account; in the background where one was kept as it paid, so that no payment waits for it.

use sqlx::AnyConnection;
use stripe_client::{CustomerId, PaymentMethodId};

use super::{
    CardsError,
    wallet::{Freshness, Held, Wallet, WalletError},
};
use crate::{Shop, StoreError, accounts::AccountId, clock, store::Columns};

/// Customers that one round looks at, so that a round stays short.
const ROUND: i64 = 20;

/// Has the customer's cards looked through once the transaction is committed: one may have been kept that was saved before.
pub(crate) async fn have_looked_through(
    connection: &mut AnyConnection,
    customer: &CustomerId,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO wallets_to_look_through (customer, since) VALUES ($1, $2) \
         ON CONFLICT (customer) DO UPDATE SET since = excluded.since",
    )
    .bind(customer.as_str())
    .bind(clock::now())
    .execute(connection)
    .await?;
    Ok(())
}

impl Shop {
    /// Detaches what was saved of the same card before. That this fails is no harm: the list shows the card once, and the
    /// next change of it comes by here again.
    pub(super) async fn drop_older(
        &self,
        account: &AccountId,
        saved: &PaymentMethodId,
    ) -> Result<(), CardsError> {
        let wallet = match self.wallet(account, Freshness::Now).await {
            Ok(Some(wallet)) => wallet,
            Ok(None) => return Ok(()),
            Err(WalletError::Store(error)) => return Err(error.into()),
            Err(error) => {
                tracing::warn!(%error, "what was saved of the same card before is kept");
                return Ok(());
            }
        };
        if let Some(card) = wallet.find(saved) {
            self.drop_twins(account, &wallet, card).await?;
        }
        Ok(())
    }

    /// One round over the wallets that are to be looked through. Stripe's silence is left to the next.
    pub(super) async fn look_through_wallets(&self) -> Result<(), StoreError> {
        let rows = sqlx::query(
            "SELECT customer, since FROM wallets_to_look_through ORDER BY since LIMIT $1",
        )
        .bind(ROUND)
        .fetch_all(self.store().pool())
        .await?;
        for row in rows {
            let (customer, since) = (row.text("customer")?, row.integer("since")?);
            let all_done = match self.look_through(&customer).await {
                // It is looked through again, to see that they are gone.
                Ok(dropped) => !dropped,
                Err(CardsError::Store(error)) => return Err(error),
                Err(
                    CardsError::Unavailable | CardsError::UnknownCard | CardsError::Interrupted,
                ) => {
                    return self.put_off_looking_through(&customer, since).await;
                }
            };
            if all_done {
                // Unless a card was kept meanwhile.
                sqlx::query(
                    "DELETE FROM wallets_to_look_through WHERE customer = $1 AND since = $2",
                )
                .bind(&customer)
                .bind(since)
                .execute(self.store().pool())
                .await?;
            }
        }
        Ok(())
    }

    /// Puts the customer behind the others, so that none of them waits for one of which Stripe tells nothing.
    async fn put_off_looking_through(&self, customer: &str, since: i64) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE wallets_to_look_through SET since = $1 WHERE customer = $2 AND since = $3",
        )
        .bind(clock::now())
        .bind(customer)
        .bind(since)
        .execute(self.store().pool())
        .await?;
        Ok(())
    }

    /// Drops the customer's twins; whether there were any.
    async fn look_through(&self, customer: &str) -> Result<bool, CardsError> {
        let account: Option<String> =
            sqlx::query_scalar("SELECT id FROM accounts WHERE customer = $1")
                .bind(customer)
                .fetch_optional(self.store().pool())
                .await?;
        let Some(account) = account.map(AccountId::from_stored) else {
            return Ok(false);
        };
        let Some(wallet) = self.wallet(&account, Freshness::Now).await? else {
            return Ok(false);
        };
        let mut any = false;
        for card in wallet.each_once() {
            any |= self.drop_twins(&account, &wallet, card).await?;
        }
        Ok(any)
    }

    /// Detaches all that is saved of the card but the newest; whether there was anything to detach.
    async fn drop_twins(
        &self,
        account: &AccountId,
        wallet: &Wallet,
        card: &Held,
    ) -> Result<bool, CardsError> {
        // Two tabs that save the same card at once agree on which of the two stays.
        let mut all = wallet.all_of(card);
        let Some(newest) = all.next() else {
            return Ok(false);
        };
        let older: Vec<_> = all.cloned().collect();
        if older.is_empty() {
            return Ok(false);
        }
        if !wallet.has_default(older.iter()) || self.choose(wallet, newest).await? {
            self.detach(&older).await?;
            self.cards_change(account).await?;
        }
        Ok(true)
    }
}
