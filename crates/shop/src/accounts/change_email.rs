//! Changing the account's address: a link goes to the new one, and whoever opens it there makes the change.

use commerce::contact::EmailAddress;

use super::{
    Account, AccountId, AccountsError, LinkPurpose, LinkToken, Password,
    account::{Stored, hold},
    attempts::{Attempt, Counted},
    claim::claim_orders,
    link,
    prove::Proof,
};
use crate::{Shop, StoreError, clock, mail::Letter};

/// How asking for another address went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailChangeAsked {
    /// A mail is on its way to the new address, whoever else may have it.
    Asked,
    /// The password is another one.
    Wrong,
    /// Too many passwords were tried.
    TooMany {
        /// When the next may be tried.
        seconds: u64,
    },
}

/// How changing the address went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmailChange {
    /// The account has its new address.
    Changed(Account),
    /// The link was used, is too old, or never was; or the address has got an account of its own meanwhile.
    LinkEnded,
}

impl Shop {
    /// Has a mail sent to `new` by which the account gets that address, unless too many went there. If the address has
    /// another account, the mail tells its owner, and nobody else learns it.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn ask_to_change_email(
        &self,
        account: &AccountId,
        password: &Password,
        new: &EmailAddress,
    ) -> Result<EmailChangeAsked, AccountsError> {
        let stored = match self.prove_owner(account, password).await? {
            Proof::Right(stored) => stored,
            Proof::Wrong => return Ok(EmailChangeAsked::Wrong),
            Proof::TooMany { seconds } => return Ok(EmailChangeAsked::TooMany { seconds }),
        };
        if self.count_attempt(Attempt::Mail, new).await? != Counted::Within {
            return Ok(EmailChangeAsked::Asked);
        }
        let mut tx = self.store().begin().await?;
        if !stored.hold(&mut tx).await? {
            return Ok(EmailChangeAsked::Wrong);
        }
        let (recipient, letter) = match Stored::by_email(&mut tx, new).await? {
            Some(other) if other.account.id != *account => {
                let letter = self.already_registered(&mut tx, &other.account).await?;
                (other.account.email, letter)
            }
            Some(_) | None => {
                let link = self
                    .issue_link(&mut tx, LinkPurpose::Email, Some(account), new)
                    .await?;
                (new.clone(), Letter::EmailChange { link })
            }
        };
        self.post_about_account(&mut tx, &recipient, &stored.locale, &letter)
            .await?;
        tx.commit().await?;
        self.wake_mail_worker();
        Ok(EmailChangeAsked::Asked)
    }

    /// Gives the account that the link is for the address that the link went to, with every order that a guest placed with
    /// it. Sessions go on; the old address is told.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_email(&self, token: &LinkToken) -> Result<EmailChange, StoreError> {
        let Some(link) = self.link_for(token, LinkPurpose::Email).await? else {
            return Ok(EmailChange::LinkEnded);
        };
        let Some(id) = link.account.clone() else {
            return Ok(EmailChange::LinkEnded);
        };
        let mut tx = self.store().begin().await?;
        let held = hold(&mut tx, &id).await?;
        if !held || !link::use_up(&mut tx, token, &link).await? {
            return Ok(EmailChange::LinkEnded);
        }
        let Some(Stored {
            account, locale, ..
        }) = Stored::by_id(&mut tx, &id).await?
        else {
            return Ok(EmailChange::LinkEnded);
        };
        let changed = sqlx::query(
            "UPDATE accounts SET email = $1, email_key = $2, updated_at = $3 WHERE id = $4",
        )
        .bind(link.email.as_str())
        .bind(link.email.key())
        .bind(clock::now())
        .bind(id.as_str())
        .execute(&mut *tx)
        .await
        .map_err(StoreError::from);
        match changed {
            Ok(_) => {}
            Err(error) if error.is_conflict() => return Ok(EmailChange::LinkEnded),
            Err(error) => return Err(error),
        }
        link::end_all(&mut tx, &id).await?;
        claim_orders(&mut tx, &id, &link.email).await?;
        let letter = Letter::EmailChanged {
            to: link.email.as_str().to_owned(),
        };
        self.post_about_account(&mut tx, &account.email, &locale, &letter)
            .await?;
        tx.commit().await?;
        self.wake_mail_worker();
        Ok(EmailChange::Changed(Account {
            email: link.email,
            ..account
        }))
    }
}
