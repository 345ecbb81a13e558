//! An account's Customer at Stripe: made once, at first need, whatever crashes and whoever else makes it; told of the
//! account's e-mail address; forgotten when Stripe does not know it.

use std::{collections::BTreeMap, time::Duration};

use sqlx::AnyConnection;
use stripe_client::{
    CreateCustomer, Customer, CustomerId, Error as StripeError, IdempotencyKey, ListCustomers,
    Retry, UpdateCustomer,
};
use uuid::Uuid;

use crate::{
    Shop, StoreError,
    accounts::AccountId,
    clock,
    payments::{FaultPoint, fault_point},
    store::Columns,
};

/// Stripe keeps the answer of a key for at least 24 hours; later the same key may make another customer.
const KEYS_ARE_KEPT: Duration = Duration::from_secs(23 * 60 * 60);
/// How often it is looked again at what somebody else is making at this moment.
const LOOKS: usize = 20;
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// More customers than share an e-mail address.
const MOST: usize = 1_000;

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

fn new_key() -> Result<IdempotencyKey, StoreError> {
    key(Uuid::new_v4().to_string())
}

pub(super) fn key(text: String) -> Result<IdempotencyKey, StoreError> {
    IdempotencyKey::parse(text).map_err(|error| StoreError::corrupt("an idempotency key", error))
}

impl Shop {
    /// The account's customer, which is made if there is none. However often it is asked for, and by however many
    /// processes, it is made once.
    pub(crate) async fn customer_for(
        &self,
        account: &AccountId,
    ) -> Result<CustomerId, CustomerError> {
        for _ in 0..LOOKS {
            let holder = self.begin_customer(account).await?;
            let found = match &holder.customer {
                Some(customer) => self.tell_email(&holder, customer).await?,
                None => self.make_customer(&holder).await?,
            };
            if let Some(customer) = found {
                return Ok(customer);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        Err(CustomerError::Busy)
    }

    /// Finds out about a customer that was begun for an account that is about to go, so that it goes with it. When Stripe
    /// does not tell, what may be left there is a customer without cards.
    pub(crate) async fn settle_customer(&self, account: &AccountId) -> Result<(), StoreError> {
        let mut connection = self.store().connection().await?;
        let holder = Holder::read(&mut connection, account).await?;
        drop(connection);
        let waits = |holder: &Holder| holder.customer.is_none() && holder.begun_at.is_some();
        if !holder.is_some_and(|holder| waits(&holder)) {
            return Ok(());
        }
        match self.customer_for(account).await {
            Ok(_) | Err(CustomerError::NoAccount) => Ok(()),
            Err(CustomerError::Store(error)) => Err(error),
            Err(error) => {
                tracing::warn!(%error, "whether an account that goes has a customer is not known");
                Ok(())
            }
        }
    }

    /// The account with its customer, or with one that is written down as begun: by this call, or by one before it of
    /// which nobody knows how it ended.
    async fn begin_customer(&self, account: &AccountId) -> Result<Holder, CustomerError> {
        let mut tx = self.store().begin().await?;
        sqlx::query(
            "UPDATE accounts SET \
             customers_begun = CASE WHEN customer_begun_at IS NULL THEN customers_begun + 1 ELSE customers_begun END, \
             customer_email = CASE WHEN customer_begun_at IS NULL THEN email ELSE customer_email END, \
             customer_begun_at = COALESCE(customer_begun_at, $1) WHERE id = $2 AND customer IS NULL",
        )
        .bind(clock::now())
        .bind(account.as_str())
        .execute(&mut *tx)
        .await
        .map_err(StoreError::from)?;
        let holder = Holder::read(&mut tx, account).await?;
        tx.commit().await.map_err(StoreError::from)?;
        fault_point(FaultPoint::CustomerBegun);
        holder.ok_or(CustomerError::NoAccount)
    }

    /// Makes the customer that was begun, or hears again that it was made; `None` when it is to be looked at again.
    async fn make_customer(&self, holder: &Holder) -> Result<Option<CustomerId>, CustomerError> {
        let now = clock::now();
        let age = now.saturating_sub(holder.begun_at.unwrap_or(now));
        if u128::try_from(age).unwrap_or(0) > KEYS_ARE_KEPT.as_millis() {
            return self.look_for_customer(holder).await;
        }
        let account = holder.account.as_str();
        let params = CreateCustomer {
            // What was written down when it was begun: the same key must bring the same request.
            email: holder.told.clone(),
            metadata: BTreeMap::from([(ACCOUNT.to_owned(), account.to_owned())]),
            ..CreateCustomer::default()
        };
        let key = key(format!("till-{account}-customer-{}", holder.begun))?;
        let answer = self.stripe().send(&params.request(), &key).await;
        fault_point(FaultPoint::CustomerAnswered);
        let error = match answer {
            Ok(made) => return self.note_customer(holder, made).await,
            Err(error) => error,
        };
        if error.retry() == Retry::NewKeyAfterLooking {
            // It hides whether the customer was made.
            return self.look_for_customer(holder).await;
        }
        let code = error.api().and_then(|api| api.code.as_deref());
        if code == Some("idempotency_key_in_use") {
            return Ok(None);
        }
        if is_refused_for_good(&error) {
            sqlx::query(
                "UPDATE accounts SET customer_begun_at = NULL, customer_email = NULL \
                 WHERE id = $1 AND customer IS NULL AND customers_begun = $2",
            )
            .bind(account)
            .bind(holder.begun)
            .execute(self.store().pool())
            .await
            .map_err(StoreError::from)?;
        }
        Err(error.into())
    }

    /// Looks for a customer whose key no longer tells, by what the shop wrote on it; the next one is begun when there is
    /// none.
    async fn look_for_customer(
        &self,
        holder: &Holder,
    ) -> Result<Option<CustomerId>, CustomerError> {
        let query = ListCustomers {
            email: holder.told.clone(),
            limit: Some(100),
            ..ListCustomers::default()
        };
        let all = self.stripe().fetch_all(&query.request(), MOST).await?.data;
        let account = holder.account.as_str();
        let found = all.into_iter().find(|customer| {
            let whose = customer.metadata.get(ACCOUNT);
            whose.is_some_and(|whose| whose == account)
        });
        if let Some(found) = found {
            return self.note_customer(holder, found).await;
        }
        sqlx::query(
            "UPDATE accounts SET customers_begun = customers_begun + 1, customer_begun_at = $1, \
             customer_email = email WHERE id = $2 AND customer IS NULL AND customers_begun = $3",
        )
        .bind(clock::now())
        .bind(account)
        .bind(holder.begun)
        .execute(self.store().pool())
        .await
        .map_err(StoreError::from)?;
        Ok(None)
    }

    /// Writes down which customer was made, unless somebody else has written one down.
    async fn note_customer(
        &self,
        holder: &Holder,
        made: Customer,
    ) -> Result<Option<CustomerId>, CustomerError> {
        let mut tx = self.store().begin().await?;
        let noted = sqlx::query(
            "UPDATE accounts SET customer = $1, customer_begun_at = NULL, cards_revision = cards_revision + 1 \
             WHERE id = $2 AND customer IS NULL AND customers_begun = $3",
        )
        .bind(made.id.as_str())
        .bind(holder.account.as_str())
        .bind(holder.begun)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::from)?
        .rows_affected();
        let now = Holder::read(&mut tx, &holder.account).await?;
        let theirs = now.as_ref().and_then(|now| now.customer.as_ref());
        if noted == 0 && theirs != Some(&made.id) {
            // The account is gone, or has another: nobody will ask for this one.
            depart(&mut tx, &made.id).await?;
        }
        tx.commit().await.map_err(StoreError::from)?;
        fault_point(FaultPoint::CustomerWritten);
        match now {
            None => Err(CustomerError::NoAccount),
            Some(now) => Ok(now.customer),
        }
    }

    /// Tells Stripe of the account's e-mail address, if it has another. That it cannot be told now is left to the upkeep.
    /// `None` when Stripe does not know the customer.
    pub(super) async fn tell_email(
        &self,
        holder: &Holder,
        customer: &CustomerId,
    ) -> Result<Option<CustomerId>, StoreError> {
        if holder.told.as_ref() == Some(&holder.email) {
            return Ok(Some(customer.clone()));
        }
        let mut params = UpdateCustomer::new(customer.clone());
        params.email = Some(holder.email.clone());
        match self.stripe().send(&params.request(), &new_key()?).await {
            Ok(_) => {}
            Err(error) if is_unknown_customer(&error) => {
                self.forget_customer(customer).await?;
                return Ok(None);
            }
            Err(error) if is_refused_for_good(&error) => {
                // Asked again it would refuse again.
                tracing::error!(%customer, %error, "Stripe does not take a customer's e-mail address");
            }
            Err(error) => {
                tracing::warn!(%customer, %error, "Stripe was not told of a customer's e-mail address");
                return Ok(Some(customer.clone()));
            }
        }
        let noted = sqlx::query(
            "UPDATE accounts SET customer_email = $1 WHERE customer = $2 AND COALESCE(customer_email, '') = $3",
        )
        .bind(&holder.email)
        .bind(customer.as_str())
        .bind(holder.told.as_deref().unwrap_or_default())
        .execute(self.store().pool())
        .await?
        .rows_affected();
        if noted == 0 {
            // Somebody told it of another address meanwhile, and nobody knows which came last.
            sqlx::query("UPDATE accounts SET customer_email = NULL WHERE customer = $1")
                .bind(customer.as_str())
                .execute(self.store().pool())
                .await?;
        }
        Ok(Some(customer.clone()))
    }

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

/// What ties a customer at Stripe to its account here.
pub(super) const ACCOUNT: &str = "account_id";

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
