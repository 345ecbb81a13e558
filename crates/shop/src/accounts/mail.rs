//! Mails about an account.

use commerce::contact::EmailAddress;
use sqlx::AnyConnection;
use uuid::Uuid;

use super::{Account, LinkPurpose};
use crate::{
    Shop, StoreError,
    mail::{Letter, post},
};

impl Shop {
    /// Writes a mail down that is about nothing that could be told twice.
    pub(super) async fn post_about_account(
        &self,
        connection: &mut AnyConnection,
        recipient: &EmailAddress,
        locale: &str,
        letter: &Letter,
    ) -> Result<(), StoreError> {
        let occasion = format!("account:{}", Uuid::now_v7());
        post(connection, &occasion, recipient.as_str(), locale, letter).await
    }

    /// What is written to an address that has an account when somebody wants another for it.
    pub(super) async fn already_registered(
        &self,
        connection: &mut AnyConnection,
        Account { id, email, .. }: &Account,
    ) -> Result<Letter, StoreError> {
        let reset = self
            .issue_link(connection, LinkPurpose::Reset, Some(id), email)
            .await?;
        Ok(Letter::AlreadyRegistered {
            log_in: format!("{}/account/login", self.settings().base_url),
            reset,
        })
    }
}
