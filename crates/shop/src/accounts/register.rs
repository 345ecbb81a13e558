//! Registering: a link goes to the address, and whoever opens it there sets the account's password.

use commerce::{account::PasswordProblem, contact::EmailAddress};
use uuid::Uuid;

use super::{
    Account, AccountId, AccountsError, LinkPurpose, LinkToken, Password, SessionKey,
    account::Stored,
    attempts::{Attempt, Counted},
    claim::claim_orders,
    link, session,
};
use crate::{
    Shop, StoreError, clock,
    mail::{Letter, post},
};

/// How setting a password by a link went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordSet {
    /// It is set, and a session has begun.
    In(SessionKey, Account),
    /// The password is not taken; the link can still be used.
    Refused(PasswordProblem),
    /// The link was used, is too old, or never was.
    LinkEnded,
}

impl Shop {
    /// Has a mail sent that leads on, unless too many went to this address: to making an account, or, where there is one,
    /// to logging in and to a new password. `locale` is the tag of the reader's language. Whoever asks learns nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_to_register(
        &self,
        email: &EmailAddress,
        locale: &str,
    ) -> Result<(), StoreError> {
        if self.count_attempt(Attempt::Mail, email).await? != Counted::Within {
            return Ok(());
        }
        let mut tx = self.store().begin().await?;
        let (recipient, letter) = match Stored::by_email(&mut tx, email).await? {
            Some(stored) => {
                let account = stored.account;
                let letter = self.already_registered(&mut tx, &account).await?;
                (account.email, letter)
            }
            None => {
                let link = self
                    .issue_link(&mut tx, LinkPurpose::Register, None, email)
                    .await?;
                (email.clone(), Letter::Register { link })
            }
        };
        self.post_about_account(&mut tx, &recipient, locale, &letter)
            .await?;
        tx.commit().await?;
        self.wake_mail_worker();
        Ok(())
    }

    /// What is written to an address that has an account when somebody wants another for it.
    pub(super) async fn already_registered(
        &self,
        connection: &mut sqlx::AnyConnection,
        account: &Account,
    ) -> Result<Letter, StoreError> {
        let reset = self
            .issue_link(
                connection,
                LinkPurpose::Reset,
                Some(&account.id),
                &account.email,
            )
            .await?;
        Ok(Letter::AlreadyRegistered {
            log_in: format!("{}/account/login", self.settings().base_url),
            reset,
        })
    }

    /// Writes a mail down that is about nothing that could be told twice.
    pub(super) async fn post_about_account(
        &self,
        connection: &mut sqlx::AnyConnection,
        recipient: &EmailAddress,
        locale: &str,
        letter: &Letter,
    ) -> Result<(), StoreError> {
        let occasion = format!("account:{}", Uuid::now_v7());
        post(connection, &occasion, recipient.as_str(), locale, letter).await
    }

    /// Makes the account that the link is for, with every order that was placed with its address, and begins a session.
    /// `locale` is the tag of the language of the account's mails; `old` is the key that the browser brought, whose session
    /// ends.
    ///
    /// # Errors
    /// [`AccountsError`].
    pub async fn finish_registration(
        &self,
        token: &LinkToken,
        password: &Password,
        locale: &str,
        user_agent: &str,
        old: Option<&SessionKey>,
    ) -> Result<PasswordSet, AccountsError> {
        let Some(link) = self.link_for(token, LinkPurpose::Register).await? else {
            return Ok(PasswordSet::LinkEnded);
        };
        if let Some(problem) = self.problem_of(password, &link.email).await? {
            return Ok(PasswordSet::Refused(problem));
        }
        let hash = self.hash_password(password).await?;
        let mut tx = self.store().begin().await?;
        if !link::use_up(&mut tx, token, &link).await? {
            return Ok(PasswordSet::LinkEnded);
        }
        let account = Account {
            id: AccountId::generate(),
            email: link.email,
            created_at: clock::now(),
        };
        let made = sqlx::query(
            "INSERT INTO accounts (id, email, email_key, password, locale, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email_key) DO NOTHING",
        )
        .bind(account.id.as_str())
        .bind(account.email.as_str())
        .bind(account.email.key())
        .bind(hash)
        .bind(locale)
        .bind(account.created_at)
        .bind(account.created_at)
        .execute(&mut *tx)
        .await?;
        if made.rows_affected() == 0 {
            // Another account got this address by a change meanwhile. The link has done what it can.
            tx.commit().await?;
            return Ok(PasswordSet::LinkEnded);
        }
        claim_orders(&mut tx, &account.id, &account.email).await?;
        if let Some(old) = old {
            session::end_by_key(&mut tx, old).await?;
        }
        let key = session::begin(&mut tx, &account.id, user_agent).await?;
        tx.commit().await?;
        metrics::counter!("till_accounts_registered_total").increment(1);
        Ok(PasswordSet::In(key, account))
    }
}
