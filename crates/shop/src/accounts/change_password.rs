//! Changing the password, by somebody who knows it.

use commerce::account::PasswordProblem;

use super::{AccountId, AccountsError, Password, SessionKey, link, prove::Proof, session};
use crate::{Shop, clock, mail::Letter};

/// How changing the password went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordChange {
    /// It is changed, every other session is ended, and this one goes on under a new key.
    Changed(SessionKey),
    /// The old password is another one.
    Wrong,
    /// Too many passwords were tried.
    TooMany {
        /// When the next may be tried.
        seconds: u64,
    },
    /// The new password is not taken.
    Refused(PasswordProblem),
    /// The session has ended meanwhile; nothing is changed.
    SessionEnded,
}

impl Shop {
    /// Gives the account, which is logged in by `current`, another password. Every link of the account ends with
    /// the old one. A mail tells of it.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn change_password(
        &self,
        account: &AccountId,
        current: &SessionKey,
        old: &Password,
        new: &Password,
    ) -> Result<PasswordChange, AccountsError> {
        let stored = match self.prove_owner(account, old).await? {
            Proof::Right(stored) => stored,
            Proof::Wrong => return Ok(PasswordChange::Wrong),
            Proof::TooMany { seconds } => return Ok(PasswordChange::TooMany { seconds }),
        };
        if let Some(problem) = self.problem_of(new, &stored.account.email).await? {
            return Ok(PasswordChange::Refused(problem));
        }
        let hash = self.hash_password(new).await?;
        let mut tx = self.store().begin().await?;
        let changed = sqlx::query(
            "UPDATE accounts SET password = $1, updated_at = $2 WHERE id = $3 AND password = $4",
        )
        .bind(hash)
        .bind(clock::now())
        .bind(account.as_str())
        .bind(&stored.password)
        .execute(&mut *tx)
        .await?;
        if changed.rows_affected() == 0 {
            return Ok(PasswordChange::Wrong);
        }
        let Some(key) = session::rotate(&mut tx, account, current).await? else {
            return Ok(PasswordChange::SessionEnded);
        };
        session::end_others(&mut tx, account, &key).await?;
        link::end_all(&mut tx, account).await?;
        self.post_about_account(
            &mut tx,
            &stored.account.email,
            &stored.locale,
            &Letter::PasswordChanged,
        )
        .await?;
        tx.commit().await?;
        self.wake_mail_worker();
        Ok(PasswordChange::Changed(key))
    }
}
