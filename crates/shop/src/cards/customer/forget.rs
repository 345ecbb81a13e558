//! Forgetting a customer: one that Stripe does not know, and one that nobody will ask for.

use sqlx::AnyConnection;
use stripe_client::CustomerId;

use crate::{Shop, StoreError, clock};

impl Shop {
    /// Stripe does not know the customer (any more): whoever it was has none, and a new one is made at the next need.
    pub(crate) async fn forget_customer(&self, customer: &CustomerId) -> Result<(), StoreError> {
        tracing::warn!(%customer, "Stripe does not know a customer: it is forgotten, with its cards");
        sqlx::query(
            "UPDATE accounts SET customer = NULL, customer_email = NULL, cards_revision = cards_revision + 1 \
             WHERE customer = $1",
        )
        .bind(customer.as_str())
        .execute(self.store().pool())
        .await?;
        Ok(())
    }
}

/// Has Stripe delete the customer, in the background.
pub(crate) async fn depart(
    connection: &mut AnyConnection,
    customer: &CustomerId,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO departed_customers (customer, departed_at) VALUES ($1, $2) \
         ON CONFLICT (customer) DO NOTHING",
    )
    .bind(customer.as_str())
    .bind(clock::now())
    .execute(connection)
    .await?;
    Ok(())
}
