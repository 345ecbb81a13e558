//! Where an account is logged in, and ending that.

use super::{AccountId, SessionKey, session};
use crate::{Shop, StoreError, clock, store::Columns};

/// A session as its owner's list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionEntry {
    /// Names it, to end it; opens nothing.
    pub handle: String,
    /// What the browser called itself; may be empty.
    pub user_agent: String,
    /// When it began, in Unix milliseconds.
    pub created_at: i64,
    /// When it was last used, to within five minutes, in Unix milliseconds.
    pub seen_at: i64,
}

impl Shop {
    /// The account's sessions, the one used last first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn sessions(&self, account: &AccountId) -> Result<Vec<SessionEntry>, StoreError> {
        let rows = sqlx::query(
            "SELECT handle, user_agent, created_at, seen_at FROM sessions \
             WHERE account = $1 AND expires_at > $2 ORDER BY seen_at DESC, handle",
        )
        .bind(account.as_str())
        .bind(clock::now())
        .fetch_all(self.store().pool())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(SessionEntry {
                    handle: row.text("handle")?,
                    user_agent: row.text("user_agent")?,
                    created_at: row.integer("created_at")?,
                    seen_at: row.integer("seen_at")?,
                })
            })
            .collect()
    }

    /// Ends one of the account's sessions; whether there was one of this name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_session(&self, account: &AccountId, handle: &str) -> Result<bool, StoreError> {
        let ended = sqlx::query("DELETE FROM sessions WHERE account = $1 AND handle = $2")
            .bind(account.as_str())
            .bind(handle)
            .execute(self.store().pool())
            .await?;
        Ok(ended.rows_affected() == 1)
    }

    /// Ends every session of the account but that of `current`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_other_sessions(
        &self,
        account: &AccountId,
        current: &SessionKey,
    ) -> Result<(), StoreError> {
        let mut connection = self.store().connection().await?;
        session::end_others(&mut connection, account, current).await
    }
}
