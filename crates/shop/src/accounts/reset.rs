//! A forgotten password: a link goes to the account's address, and whoever opens it there sets a new one.

use commerce::contact::EmailAddress;

use super::{
    AccountsError, LinkPurpose, LinkToken, Password, PasswordSet, SessionKey,
    account::{Stored, hold},
    attempts::{self, Attempt, Counted},
    link, session,
};
use crate::{Shop, StoreError, clock, mail::Letter};

impl Shop {
    /// Has a mail sent that leads on, unless too many went to this address: to a new password, or, where there is no
    /// account, to making one, so that nobody waits in vain. Whoever asks learns nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_to_reset_password(
        &self,
        email: &EmailAddress,
        locale: &str,
    ) -> Result<(), StoreError> {
        if self.count_attempt(Attempt::Mail, email).await? != Counted::Within {
            return Ok(());
        }
        let mut tx = self.store().begin().await?;
        let (recipient, letter) = match Stored::by_email(&mut tx, email).await? {
            Some(Stored { account, .. }) => {
                let (id, email) = (Some(&account.id), &account.email);
                let link = self
                    .issue_link(&mut tx, LinkPurpose::Reset, id, email)
                    .await?;
                (account.email, Letter::ResetPassword { link })
            }
            None => {
                let register = self
                    .issue_link(&mut tx, LinkPurpose::Register, None, email)
                    .await?;
                (email.clone(), Letter::NoAccount { register })
            }
        };
        self.post_about_account(&mut tx, &recipient, locale, &letter)
            .await?;
        tx.commit().await?;
        self.wake_mail_worker();
        Ok(())
    }

    /// Sets a new password for the account that the link is for, ends every session of it and begins one. A mail tells of
    /// it.
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
        sqlx::query("UPDATE accounts SET password = $1, updated_at = $2 WHERE id = $3")
            .bind(hash)
            .bind(clock::now())
            .bind(id.as_str())
            .execute(&mut *tx)
            .await?;
        session::end_all(&mut tx, &id).await?;
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
