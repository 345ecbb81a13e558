//! What is left to tell Stripe of customers: begun ones that nobody came back for, other e-mail addresses, accounts that
//! are gone, cards that are saved twice.

use std::time::Duration;

use stripe_client::{CustomerId, DeleteCustomer, Error as StripeError};

use super::customer::{CustomerError, Holder, key};
use crate::{Shop, StoreError, accounts::AccountId, clock, store::Columns};

/// Customers that one round looks at, so that a round stays short.
const ROUND: i64 = 20;
/// A customer that was begun so long ago is no longer being made by whoever needed it.
const LEFT_AFTER: Duration = Duration::from_secs(60);

impl Shop {
    /// One round. Stripe's silence is left to the next.
    pub(crate) async fn keep_customers(&self) -> Result<(), StoreError> {
        for account in self.customers_to_tell().await? {
            let mut connection = self.store().connection().await?;
            let holder = Holder::read(&mut connection, &account).await?;
            drop(connection);
            let Some(holder) = holder else { continue };
            match &holder.customer {
                Some(customer) => {
                    self.tell_email(&holder, customer).await?;
                }
                None => match self.customer_for(&account).await {
                    Ok(_) | Err(CustomerError::NoAccount | CustomerError::Busy) => {}
                    Err(CustomerError::Store(error)) => return Err(error),
                    Err(CustomerError::Stripe(error)) => {
                        tracing::warn!(%error, "a customer could not be made");
                        return Ok(());
                    }
                },
            }
        }
        self.delete_departed().await?;
        self.look_through_wallets().await
    }

    async fn customers_to_tell(&self) -> Result<Vec<AccountId>, StoreError> {
        let left =
            clock::now().saturating_sub(i64::try_from(LEFT_AFTER.as_millis()).unwrap_or(i64::MAX));
        let rows = sqlx::query(
            "SELECT id FROM accounts WHERE customer IS NULL AND customer_begun_at < $1 UNION ALL \
             SELECT id FROM accounts WHERE customer IS NOT NULL AND COALESCE(customer_email, '') <> email \
             LIMIT $2",
        )
        .bind(left)
        .bind(ROUND)
        .fetch_all(self.store().pool())
        .await?;
        rows.iter()
            .map(|row| Ok(AccountId::from_stored(row.text("id")?)))
            .collect()
    }

    /// Has Stripe delete the customers of accounts that are gone, with their cards. What was paid stays.
    async fn delete_departed(&self) -> Result<(), StoreError> {
        let rows =
            sqlx::query("SELECT customer FROM departed_customers ORDER BY departed_at LIMIT $1")
                .bind(ROUND)
                .fetch_all(self.store().pool())
                .await?;
        for row in rows {
            let id = row.text("customer")?;
            let customer =
                CustomerId::parse(&id).map_err(|_| StoreError::corrupt("a customer's id", &id))?;
            // Stripe keeps no keys for deletions.
            let key = key(format!("till-{id}-delete"))?;
            let request = DeleteCustomer::new(customer).request();
            match self.stripe().send(&request, &key).await {
                Ok(_) => {}
                Err(error) if is_gone(&error) => {}
                Err(error) => {
                    tracing::warn!(customer = id, %error, "a customer could not be deleted");
                    return Ok(());
                }
            }
            sqlx::query("DELETE FROM departed_customers WHERE customer = $1")
                .bind(&id)
                .execute(self.store().pool())
                .await?;
        }
        Ok(())
    }
}

fn is_gone(error: &StripeError) -> bool {
    matches!(error, StripeError::Api(api) if api.code.as_deref() == Some("resource_missing"))
}
