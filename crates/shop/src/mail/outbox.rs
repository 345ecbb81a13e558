//! Writing a mail down.

use sqlx::AnyConnection;
use uuid::Uuid;

use super::Letter;
use crate::{Shop, StoreError, clock, orders::json};

/// Has `letter` sent to `recipient` once the caller's transaction is committed, and never if it is not. `occasion` names
/// what the mail is about: a second mail for the same occasion is not written. `locale` is the tag of the reader's
/// language. Call [`Shop::wake_mail_worker`] after the commit, so that it goes out at once.
///
/// # Errors
/// When the store fails.
pub(crate) async fn post(
    connection: &mut AnyConnection,
    occasion: &str,
    recipient: &str,
    locale: &str,
    letter: &Letter,
) -> Result<(), StoreError> {
    let now = clock::now();
    sqlx::query(
        "INSERT INTO mails (id, occasion, recipient, locale, letter, state, due_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7) ON CONFLICT (occasion) DO NOTHING",
    )
    .bind(Uuid::now_v7().to_string())
    .bind(occasion)
    .bind(recipient)
    .bind(locale)
    .bind(json(letter)?)
    .bind(now)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

impl Shop {
    /// Tells the mail worker that a mail waits.
    pub(crate) fn wake_mail_worker(&self) {
        self.mail_worker().notify_one();
    }
}
