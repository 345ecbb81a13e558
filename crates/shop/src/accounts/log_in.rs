//! Logging in and out.

use commerce::contact::EmailAddress;

use super::{Account, AccountsError, Password, SessionKey, password, prove::Proof, session};
use crate::{Shop, StoreError, clock};

/// How logging in went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogIn {
    /// A session has begun.
    In(SessionKey, Account),
    /// There is no account with this address and password.
    Wrong,
    /// Too many passwords were tried for this address, whether or not it has an account.
    TooMany {
        /// When the next may be tried.
        seconds: u64,
    },
}

impl Shop {
    /// Begins a session with a key of its own, and ends the one of `old`, the key that the browser brought. `user_agent` is
    /// what the browser calls itself, for the list of sessions.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn log_in(
        &self,
        email: &EmailAddress,
        password: &Password,
        user_agent: &str,
        old: Option<&SessionKey>,
    ) -> Result<LogIn, AccountsError> {
        let stored = match self.prove(email, password).await? {
            Proof::Right(stored) => stored,
            Proof::Wrong => return Ok(LogIn::Wrong),
            Proof::TooMany { seconds } => return Ok(LogIn::TooMany { seconds }),
        };
        let mut hash = stored.password.clone();
        if password::is_outdated(&hash) {
            hash = self.hash_password(password).await?;
        }
        let account = stored.account;
        let mut tx = self.store().begin().await?;
        // A password that was changed meanwhile opens nothing, and whoever changes it from here on ends this session too.
        let same = sqlx::query(
            "UPDATE accounts SET password = $1, updated_at = $2 WHERE id = $3 AND password = $4",
        )
        .bind(&hash)
        .bind(clock::now())
        .bind(account.id.as_str())
        .bind(&stored.password)
        .execute(&mut *tx)
        .await?;
        if same.rows_affected() == 0 {
            return Ok(LogIn::Wrong);
        }
        if let Some(old) = old {
            session::end_by_key(&mut tx, old).await?;
        }
        let key = session::begin(&mut tx, &account.id, user_agent).await?;
        tx.commit().await?;
        Ok(LogIn::In(key, account))
    }

    /// Ends the session of this key.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_out(&self, key: &SessionKey) -> Result<(), StoreError> {
        let mut connection = self.store().connection().await?;
        session::end_by_key(&mut connection, key).await
    }
}
