//! An account as the store keeps it.

use commerce::contact::EmailAddress;
use sqlx::{AnyConnection, any::AnyRow};

use super::AccountId;
use crate::{StoreError, clock, store::Columns};

/// A customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name in the store.
    pub id: AccountId,
    /// Where its mail goes; proved by a link that was sent there.
    pub email: EmailAddress,
    /// When it was made, in Unix milliseconds.
    pub created_at: i64,
}

/// An account with what only this module may know of it.
pub(super) struct Stored {
    pub(super) account: Account,
    /// The password's hash.
    pub(super) password: String,
    /// The language of its mails.
    pub(super) locale: String,
}

const COLUMNS: &str = "SELECT id, email, password, locale, created_at FROM accounts";

impl Account {
    /// From the columns `id`, `email` and `created_at`.
    pub(super) fn read(row: &AnyRow) -> Result<Account, StoreError> {
        Ok(Account {
            id: AccountId::from_stored(row.text("id")?),
            email: email(row)?,
            created_at: row.integer("created_at")?,
        })
    }
}

impl Stored {
    async fn one(
        connection: &mut AnyConnection,
        condition: &str,
        value: &str,
    ) -> Result<Option<Stored>, StoreError> {
        // `condition` is one of the literals below, never a customer's text.
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE {condition} = $1"));
        let row = sqlx::query(sql)
            .bind(value)
            .fetch_optional(connection)
            .await?;
        row.map(|row| {
            Ok(Stored {
                account: Account::read(&row)?,
                password: row.text("password")?,
                locale: row.text("locale")?,
            })
        })
        .transpose()
    }

    pub(super) async fn by_id(
        connection: &mut AnyConnection,
        id: &AccountId,
    ) -> Result<Option<Stored>, StoreError> {
        Self::one(connection, "id", id.as_str()).await
    }

    pub(super) async fn by_email(
        connection: &mut AnyConnection,
        email: &EmailAddress,
    ) -> Result<Option<Stored>, StoreError> {
        Self::one(connection, "email_key", &email.key()).await
    }

    /// Takes the account's row until the transaction ends, if its password is still this one; whether it is. Proving a
    /// password takes a while, in which its owner may have changed it because somebody else knows it.
    pub(super) async fn hold(&self, connection: &mut AnyConnection) -> Result<bool, StoreError> {
        let held =
            sqlx::query("UPDATE accounts SET updated_at = $1 WHERE id = $2 AND password = $3")
                .bind(clock::now())
                .bind(self.account.id.as_str())
                .bind(&self.password)
                .execute(connection)
                .await?;
        Ok(held.rows_affected() == 1)
    }
}

/// Takes the account's row until the transaction ends, so that what changes an account is done one after the other; whether
/// there is one. Who needs rows of its orders too takes this one first.
pub(crate) async fn hold(
    connection: &mut AnyConnection,
    account: &AccountId,
) -> Result<bool, StoreError> {
    let held = sqlx::query("UPDATE accounts SET updated_at = $1 WHERE id = $2")
        .bind(clock::now())
        .bind(account.as_str())
        .execute(connection)
        .await?;
    Ok(held.rows_affected() == 1)
}

/// The address in the column `email`. A text that is none is not told: logs hold no addresses.
pub(super) fn email(row: &AnyRow) -> Result<EmailAddress, StoreError> {
    EmailAddress::parse(&row.text("email")?)
        .ok_or_else(|| StoreError::corrupt("an e-mail address", "another text"))
}
