//! Asking for a link: to an account, or to a new password. Whoever asks learns nothing, and the shop does the same work
//! whether or not the address has an account.

use commerce::contact::EmailAddress;

use super::{
    LinkPurpose,
    account::Stored,
    attempts::{Attempt, Counted},
};
use crate::{Shop, StoreError, mail::Letter};

/// What somebody wants who is not logged in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Account,
    Password,
}

impl Shop {
    /// Has a mail sent that leads on, unless too many went to this address: to making an account, or, where there is one,
    /// to logging in and to a new password. `locale` is the tag of the reader's language.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_to_register(
        &self,
        email: &EmailAddress,
        locale: &str,
    ) -> Result<(), StoreError> {
        self.ask_for_link(Wanted::Account, email, locale).await
    }

    /// Has a mail sent that leads on, unless too many went to this address: to a new password, or, where there is no
    /// account, to making one, so that nobody waits in vain. `locale` as for [`Shop::ask_to_register`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_to_reset_password(
        &self,
        email: &EmailAddress,
        locale: &str,
    ) -> Result<(), StoreError> {
        self.ask_for_link(Wanted::Password, email, locale).await
    }

    async fn ask_for_link(
        &self,
        wanted: Wanted,
        email: &EmailAddress,
        locale: &str,
    ) -> Result<(), StoreError> {
        if self.count_attempt(Attempt::Mail, email).await? != Counted::Within {
            return Ok(());
        }
        let mut tx = self.store().begin().await?;
        let account = Stored::by_email(&mut tx, email).await?;
        let account = account.map(|stored| stored.account);
        let letter = match (wanted, &account) {
            (Wanted::Account, Some(account)) => self.already_registered(&mut tx, account).await?,
            (Wanted::Password, Some(account)) => {
                let (id, email) = (Some(&account.id), &account.email);
                let link = self.issue_link(&mut tx, LinkPurpose::Reset, id, email);
                Letter::ResetPassword { link: link.await? }
            }
            (wanted, None) => {
                let link = self.issue_link(&mut tx, LinkPurpose::Register, None, email);
                let link = link.await?;
                match wanted {
                    Wanted::Account => Letter::Register { link },
                    Wanted::Password => Letter::NoAccount { register: link },
                }
            }
        };
        // As its owner wrote it, who may have written it otherwise.
        let recipient = account.map_or_else(|| email.clone(), |account| account.email);
        self.post_about_account(&mut tx, &recipient, locale, &letter)
            .await?;
        tx.commit().await?;
        self.wake_mail_worker();
        Ok(())
    }
}
