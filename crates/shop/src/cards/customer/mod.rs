//! An account's Customer at Stripe.

mod address;
mod forget;
mod make;

pub(crate) use forget::depart;
use sqlx::AnyConnection;
use stripe_client::{CustomerId, Error as StripeError, IdempotencyKey};
use uuid::Uuid;

use crate::{Shop, StoreError, accounts::AccountId, store::Columns};

/// What ties a customer at Stripe to its account here.
pub(super) const ACCOUNT: &str = "account_id";

/// Why an account has no customer that could be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CustomerError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Stripe(#[from] StripeError),
    #[error("somebody else is making it, and does not come to an end")]
    Busy,
    #[error("there is no such account")]
    NoAccount,
}

/// An account, as far as its customer is concerned.
pub(super) struct Holder {
    account: AccountId,
    email: String,
    pub(super) customer: Option<CustomerId>,
    /// The address that Stripe has, or is sent while the customer is being made.
    told: Option<String>,
    /// Which customer of the account's it is that is being made.
    begun: i64,
    /// Unix milliseconds; none when no answer is awaited.
    begun_at: Option<i64>,
    pub(super) revision: i64,
}

impl Holder {
    pub(super) async fn read(
        connection: &mut AnyConnection,
        account: &AccountId,
    ) -> Result<Option<Holder>, StoreError> {
        let row = sqlx::query(
            "SELECT email, customer, customer_email, customers_begun, customer_begun_at, cards_revision \
             FROM accounts WHERE id = $1",
        )
        .bind(account.as_str())
        .fetch_optional(connection)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let customer = row.optional_text("customer")?;
        let customer = customer
            .map(|id| {
                CustomerId::parse(&id).map_err(|_| StoreError::corrupt("a customer's id", id))
            })
            .transpose()?;
        Ok(Some(Holder {
            account: account.clone(),
            email: row.text("email")?,
            customer,
            told: row.optional_text("customer_email")?,
            begun: row.integer("customers_begun")?,
            begun_at: row.optional_integer("customer_begun_at")?,
            revision: row.integer("cards_revision")?,
        }))
    }
}

/// Whether Stripe says that it does not know the customer, as after the keys were changed for another account's.
pub(crate) fn is_unknown_customer(error: &StripeError) -> bool {
    error.api().is_some_and(|api| {
        api.code.as_deref() == Some("resource_missing")
            && matches!(api.param.as_deref(), Some("customer" | "id"))
    })
}

/// Whether Stripe refuses the request as such, so that its key will never be answered otherwise.
fn is_refused_for_good(error: &StripeError) -> bool {
    matches!(error, StripeError::Api(api) if matches!(api.status, 400 | 402 | 404))
}

pub(super) fn new_key() -> Result<IdempotencyKey, StoreError> {
    key(Uuid::new_v4().to_string())
}

pub(super) fn key(text: String) -> Result<IdempotencyKey, StoreError> {
    IdempotencyKey::parse(text).map_err(|error| StoreError::corrupt("an idempotency key", error))
}

impl Shop {
    /// The customer of the account that the order belongs to, if it has one.
    pub(crate) async fn customer_of_order(
        &self,
        order: &str,
    ) -> Result<Option<CustomerId>, StoreError> {
        let customer: Option<Option<String>> = sqlx::query_scalar(
            "SELECT a.customer FROM orders o JOIN accounts a ON a.id = o.account WHERE o.id = $1",
        )
        .bind(order)
        .fetch_optional(self.store().pool())
        .await?;
        customer
            .flatten()
            .map(|id| {
                CustomerId::parse(&id).map_err(|_| StoreError::corrupt("a customer's id", id))
            })
            .transpose()
    }

    /// The account's cards are about to change, or have changed: what any process keeps of them is from before.
    pub(super) async fn cards_change(&self, account: &AccountId) -> Result<(), StoreError> {
        sqlx::query("UPDATE accounts SET cards_revision = cards_revision + 1 WHERE id = $1")
            .bind(account.as_str())
            .execute(self.store().pool())
            .await?;
        Ok(())
    }

    /// Stripe has changed what the customer saved.
    pub(crate) async fn cards_of_customer_changed(
        &self,
        customer: &CustomerId,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE accounts SET cards_revision = cards_revision + 1 WHERE customer = $1")
            .bind(customer.as_str())
            .execute(self.store().pool())
            .await?;
        Ok(())
    }
}
