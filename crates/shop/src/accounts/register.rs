//! Registering: whoever opens the link that went to an address sets the password of its account.

use commerce::account::PasswordProblem;

use super::{
    Account, AccountId, AccountsError, LinkPurpose, LinkToken, Password, SessionKey,
    claim::claim_orders, link, session,
};
use crate::{Shop, clock};

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
