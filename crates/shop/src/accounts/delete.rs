//! Deleting an account.

use stripe_client::CustomerId;

use super::{AccountId, AccountsError, Password, account, attempts, prove::Proof};
use crate::{Shop, StoreError, cards::depart, clock, mail::Letter, store::Columns};

/// How deleting an account went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountDeletion {
    /// It is gone.
    Deleted,
    /// The password is another one; or the account is gone already.
    Wrong,
    /// Too many passwords were tried.
    TooMany {
        /// When the next may be tried.
        seconds: u64,
    },
}

impl Shop {
    /// Deletes the account with its sessions, addresses and links, and has Stripe delete its Customer and saved cards. Its
    /// orders stay for the shop's books and belong to nobody then. A mail confirms it.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn delete_account(
        &self,
        account: &AccountId,
        password: &Password,
    ) -> Result<AccountDeletion, AccountsError> {
        let stored = match self.prove_owner(account, password).await? {
            Proof::Right(stored) => stored,
            Proof::Wrong => return Ok(AccountDeletion::Wrong),
            Proof::TooMany { seconds } => return Ok(AccountDeletion::TooMany { seconds }),
        };
        self.settle_customer(account).await?;
        let mut tx = self.store().begin().await?;
        let held = sqlx::query(
            "UPDATE accounts SET updated_at = $1 WHERE id = $2 AND password = $3 \
             RETURNING customer, email",
        )
        .bind(clock::now())
        .bind(account.as_str())
        .bind(&stored.password)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = held else {
            return Ok(AccountDeletion::Wrong);
        };
        if let Some(customer) = row.optional_text("customer")? {
            let customer = CustomerId::parse(&customer)
                .map_err(|_| StoreError::corrupt("a customer's id", customer))?;
            depart(&mut tx, &customer).await?;
        }
        sqlx::query("UPDATE orders SET account_deleted = 1 WHERE account = $1")
            .bind(account.as_str())
            .execute(&mut *tx)
            .await?;
        let email = account::email(&row)?;
        self.post_about_account(&mut tx, &email, &stored.locale, &Letter::AccountDeleted)
            .await?;
        // What hangs on the account goes with it, and its orders let go of it: so the schema says.
        sqlx::query("DELETE FROM accounts WHERE id = $1")
            .bind(account.as_str())
            .execute(&mut *tx)
            .await?;
        attempts::forgive(&mut tx, &email).await?;
        tx.commit().await?;
        self.wake_mail_worker();
        metrics::counter!("till_accounts_deleted_total").increment(1);
        Ok(AccountDeletion::Deleted)
    }
}
