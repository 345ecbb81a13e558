//! A forgotten password: whoever opens the link that went to the account's address sets a new one.

use super::{
    AccountsError, LinkPurpose, LinkToken, Password, PasswordSet, SessionKey,
    account::{Stored, hold},
    attempts, link, session,
};
use crate::{Shop, clock, mail::Letter};

impl Shop {
    /// Sets a new password for the account that the link is for, ends every session and every link of it and begins a
    /// session. A mail tells of it.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn reset_password(
        &self,
        token: &LinkToken,
        password: &Password,
        user_agent: &str,
        old: Option<&SessionKey>,
    ) -> Result<PasswordSet, AccountsError> {
        let Some(link) = self.link_for(token, LinkPurpose::Reset).await? else {
            return Ok(PasswordSet::LinkEnded);
        };
        let Some(id) = link.account.clone() else {
            return Ok(PasswordSet::LinkEnded);
        };
        if let Some(problem) = self.problem_of(password, &link.email).await? {
            return Ok(PasswordSet::Refused(problem));
        }
        let hash = self.hash_password(password).await?;
        let mut tx = self.store().begin().await?;
        let held = hold(&mut tx, &id).await?;
        if !held || !link::use_up(&mut tx, token, &link).await? {
            return Ok(PasswordSet::LinkEnded);
        }
        let Some(stored) = Stored::by_id(&mut tx, &id).await? else {
            return Ok(PasswordSet::LinkEnded);
        };
        if stored.account.email.key() != link.email.key() {
            // It was asked for while the address changed, and went to a mailbox that is no longer the account's.
            return Ok(PasswordSet::LinkEnded);
        }
        sqlx::query("UPDATE accounts SET password = $1, updated_at = $2 WHERE id = $3")
            .bind(hash)
            .bind(clock::now())
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        session::end_all(&mut tx, &id).await?;
        link::end_all(&mut tx, &id).await?;
        if let Some(old) = old {
            session::end_by_key(&mut tx, old).await?;
        }
        let key = session::begin(&mut tx, &id, user_agent).await?;
        attempts::forgive(&mut tx, &stored.account.email).await?;
        self.post_about_account(
            &mut tx,
            &stored.account.email,
            &stored.locale,
            &Letter::PasswordChanged,
        )
        .await?;
        tx.commit().await?;
        self.wake_mail_worker();
        Ok(PasswordSet::In(key, stored.account))
    }
}
