//! Who is logged in: beginning a session, and finding it by its key.

use std::time::Duration;

use sqlx::AnyConnection;
use uuid::Uuid;

use super::{Account, AccountId, SessionKey};
use crate::{Shop, StoreError, clock, store::Columns};

/// A session ends when it was not used for this long.
const IDLE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// And after this long however much it was used.
const LONGEST: Duration = Duration::from_secs(180 * 24 * 60 * 60);
/// How often it is written down that a session is used: not with every page.
const SEEN_EVERY: Duration = Duration::from_secs(5 * 60);
/// Characters that are kept of what a browser calls itself.
const LONGEST_AGENT: usize = 200;

/// Somebody who is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose account it is.
    pub account: Account,
    /// What names the session in its owner's list; it opens nothing.
    pub handle: String,
}

pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// When a session ends that began at `created_at` and is used at `now`.
fn end(created_at: i64, now: i64) -> i64 {
    let idle = now.saturating_add(millis(IDLE));
    idle.min(created_at.saturating_add(millis(LONGEST)))
}

impl Shop {
    /// Who is logged in with this key; none when the session has ended, was ended, or never was.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn session(&self, key: &SessionKey) -> Result<Option<Session>, StoreError> {
        let now = clock::now();
        let id = key.id();
        let row = sqlx::query(
            "SELECT a.id, a.email, a.created_at, s.handle, s.seen_at, s.created_at AS began_at \
             FROM sessions s JOIN accounts a ON a.id = s.account WHERE s.id = $1 AND s.expires_at > $2",
        )
        .bind(&id)
        .bind(now)
        .fetch_optional(self.store().pool())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let seen_at = row.integer("seen_at")?;
        if seen_at <= now.saturating_sub(millis(SEEN_EVERY)) {
            // Of many pages at once, one writes.
            sqlx::query(
                "UPDATE sessions SET seen_at = $1, expires_at = $2 WHERE id = $3 AND seen_at = $4",
            )
            .bind(now)
            .bind(end(row.integer("began_at")?, now))
            .bind(&id)
            .bind(seen_at)
            .execute(self.store().pool())
            .await?;
        }
        Ok(Some(Session {
            account: Account::read(&row)?,
            handle: row.text("handle")?,
        }))
    }
}

/// Begins a session of the account.
pub(super) async fn begin(
    connection: &mut AnyConnection,
    account: &AccountId,
    user_agent: &str,
) -> Result<SessionKey, StoreError> {
    let (key, now) = (SessionKey::generate(), clock::now());
    let agent: String = user_agent
        .chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST_AGENT)
        .collect();
    sqlx::query(
        "INSERT INTO sessions (id, handle, account, user_agent, created_at, seen_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(key.id())
    .bind(Uuid::new_v4().to_string())
    .bind(account.as_str())
    .bind(agent)
    .bind(now)
    .bind(now)
    .bind(end(now, now))
    .execute(connection)
    .await?;
    Ok(key)
}

/// Ends the session of this key, if it is one.
pub(super) async fn end_by_key(
    connection: &mut AnyConnection,
    key: &SessionKey,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE id = $1")
        .bind(key.id())
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives the account's session of `current` a new key; none when it has ended.
pub(super) async fn rotate(
    connection: &mut AnyConnection,
    account: &AccountId,
    current: &SessionKey,
) -> Result<Option<SessionKey>, StoreError> {
    let (key, now) = (SessionKey::generate(), clock::now());
    let rotated = sqlx::query(
        "UPDATE sessions SET id = $1 WHERE id = $2 AND account = $3 AND expires_at > $4",
    )
    .bind(key.id())
    .bind(current.id())
    .bind(account.as_str())
    .bind(now)
    .execute(connection)
    .await?;
    Ok((rotated.rows_affected() == 1).then_some(key))
}

/// Ends every session of the account but that of `current`.
pub(super) async fn end_others(
    connection: &mut AnyConnection,
    account: &AccountId,
    current: &SessionKey,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE account = $1 AND id <> $2")
        .bind(account.as_str())
        .bind(current.id())
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends every session of the account.
pub(super) async fn end_all(
    connection: &mut AnyConnection,
    account: &AccountId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE account = $1")
        .bind(account.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 60 * 60 * 1000;

    #[test]
    fn use_puts_the_end_off_but_not_for_ever() {
        assert_eq!(end(0, 0), 30 * DAY);
        assert_eq!(end(0, 100 * DAY), 130 * DAY);
        assert_eq!(end(0, 170 * DAY), 180 * DAY);
    }
}
