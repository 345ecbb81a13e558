//! Making the customer once, at first need, whatever crashes and whoever else makes it.

use std::{collections::BTreeMap, time::Duration};

use stripe_client::{CreateCustomer, Customer, CustomerId, ListCustomers, Retry};

use super::{ACCOUNT, CustomerError, Holder, forget::depart, is_refused_for_good, key};
use crate::{
    Shop, StoreError,
    accounts::AccountId,
    clock,
    payments::{FaultPoint, fault_point},
};

/// Stripe keeps the answer of a key for at least 24 hours; later the same key may make another customer.
const KEYS_ARE_KEPT: Duration = Duration::from_secs(23 * 60 * 60);
/// How often it is looked again at what somebody else is making at this moment.
const LOOKS: usize = 20;
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// More customers than share an e-mail address.
const MOST: usize = 1_000;

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
}
