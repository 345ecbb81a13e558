//! Limits by e-mail address: passwords tried and mails asked for. They hold for addresses without an account too, so that a
//! limit tells nothing, and the store has only a hash of the address. And one by account: cards that are to be saved.

use std::time::Duration;

use commerce::contact::EmailAddress;
use sqlx::AnyConnection;
use uuid::Uuid;

use super::session::millis;
use crate::{Shop, StoreError, clock, secret, store::Columns};

/// What is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// Trying a password.
    Password,
    /// Having a mail sent.
    Mail,
    /// Trying to save a card.
    Card,
}

impl Attempt {
    /// So many in so long. Passwords: online guessing comes to under a thousand a day, and nobody who has forgotten one
    /// waits for long. Mails: enough for one that went astray, too few to fill a stranger's mailbox. Cards: more than
    /// anybody owns who mistypes some, too few to find out which of a list of stolen numbers are good.
    fn limit(self) -> (i64, Duration) {
        match self {
            Attempt::Password => (10, Duration::from_secs(15 * 60)),
            Attempt::Mail => (4, Duration::from_secs(60 * 60)),
            Attempt::Card => (10, Duration::from_secs(60 * 60)),
        }
    }

    fn subject(self, of: &str) -> String {
        let kind = match self {
            Attempt::Password => "password",
            Attempt::Mail => "mail",
            Attempt::Card => "card",
        };
        secret::stored(&format!("{kind} {of}"))
    }
}

/// Whether an attempt may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// It is counted.
    Within,
    /// It is one too many, and not counted: whoever goes on trying is not kept out for longer.
    TooMany {
        /// When the next may be made.
        seconds: u64,
    },
}

impl Shop {
    /// Counts an attempt before it is made, so that many at once are no more than one after the other.
    pub(super) async fn count_attempt(
        &self,
        attempt: Attempt,
        email: &EmailAddress,
    ) -> Result<Counted, StoreError> {
        self.count_attempt_of(attempt, &email.key()).await
    }

    /// [`Shop::count_attempt`] by whatever names who makes it.
    pub(crate) async fn count_attempt_of(
        &self,
        attempt: Attempt,
        of: &str,
    ) -> Result<Counted, StoreError> {
        let (limit, window) = attempt.limit();
        let (id, subject, now) = (
            Uuid::now_v7().to_string(),
            attempt.subject(of),
            clock::now(),
        );
        sqlx::query("INSERT INTO attempts (id, subject, at) VALUES ($1, $2, $3)")
            .bind(&id)
            .bind(&subject)
            .bind(now)
            .execute(self.store().pool())
            .await?;
        let row = sqlx::query(
            "SELECT COUNT(*) AS number, MIN(at) AS first FROM attempts WHERE subject = $1 AND at > $2",
        )
        .bind(&subject)
        .bind(now.saturating_sub(millis(window)))
        .fetch_one(self.store().pool())
        .await?;
        if row.integer("number")? <= limit {
            return Ok(Counted::Within);
        }
        sqlx::query("DELETE FROM attempts WHERE id = $1")
            .bind(&id)
            .execute(self.store().pool())
            .await?;
        let free_at = row.integer("first")?.saturating_add(millis(window));
        let left = u64::try_from(free_at.saturating_sub(now)).unwrap_or(0);
        Ok(Counted::TooMany {
            seconds: left.div_ceil(1000).max(1),
        })
    }

    /// Starts counting passwords anew: this one was right.
    pub(super) async fn forgive_attempts(&self, email: &EmailAddress) -> Result<(), StoreError> {
        let mut connection = self.store().connection().await?;
        forgive(&mut connection, email).await
    }

    /// Forgets attempts that no limit looks at any more.
    pub(super) async fn forget_old_attempts(&self) -> Result<(), StoreError> {
        let longest = [Attempt::Password, Attempt::Mail, Attempt::Card]
            .map(|attempt| millis(attempt.limit().1))
            .into_iter()
            .max()
            .unwrap_or_default();
        sqlx::query("DELETE FROM attempts WHERE at < $1")
            .bind(clock::now().saturating_sub(longest))
            .execute(self.store().pool())
            .await?;
        Ok(())
    }
}

/// [`Shop::forgive_attempts`] in a transaction.
pub(super) async fn forgive(
    connection: &mut AnyConnection,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM attempts WHERE subject = $1")
        .bind(Attempt::Password.subject(&email.key()))
        .execute(connection)
        .await?;
    Ok(())
}
