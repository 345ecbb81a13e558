//! Links that go out by mail. Who opens one has the mailbox; each serves once, within an hour, and looking at it changes
//! nothing, because mail scanners look too.

use std::{fmt, time::Duration};

use commerce::contact::EmailAddress;
use sqlx::{AnyConnection, any::AnyRow};

use super::{AccountId, account, session::millis};
use crate::{Shop, StoreError, clock, secret, store::Columns};

/// How long a link can be used.
const GOOD_FOR: Duration = Duration::from_secs(60 * 60);

/// The secret part of a link: 256 random bits. The store keeps only their hash.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken(String);

impl LinkToken {
    /// Reads the last part of a link's path; none when it is not of the form of a token.
    pub fn parse(text: &str) -> Option<LinkToken> {
        secret::is_one(text).then(|| LinkToken(text.to_owned()))
    }

    /// The token as it stands in the link: 43 letters, digits, hyphens and underscores.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn id(&self) -> String {
        secret::stored(&self.0)
    }
}

/// Prints nothing: the token opens an account.
impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(…)")
    }
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Making an account: the page asks for a password.
    Register,
    /// Setting a new password: the page asks for it.
    Reset,
    /// Giving an account the address that the link was sent to: the page asks for a click.
    Email,
}

impl LinkPurpose {
    const ALL: [LinkPurpose; 3] = [
        LinkPurpose::Register,
        LinkPurpose::Reset,
        LinkPurpose::Email,
    ];

    fn as_str(self) -> &'static str {
        match self {
            LinkPurpose::Register => "register",
            LinkPurpose::Reset => "reset",
            LinkPurpose::Email => "email",
        }
    }
}

/// A link that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What for.
    pub purpose: LinkPurpose,
    /// Where it was sent.
    pub email: EmailAddress,
    /// Whose it is; nobody's for who registers.
    pub(super) account: Option<AccountId>,
}

impl Link {
    fn read(row: &AnyRow) -> Result<Link, StoreError> {
        let purpose = row.text("purpose")?;
        Ok(Link {
            purpose: LinkPurpose::ALL
                .into_iter()
                .find(|known| known.as_str() == purpose)
                .ok_or_else(|| StoreError::corrupt("a link's purpose", purpose))?,
            email: account::email(row)?,
            account: row.optional_text("account")?.map(AccountId::from_stored),
        })
    }
}

impl Shop {
    /// What the link is for; none when it is unknown, used or too old, which are one to whoever asks. It can be used after
    /// as before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open_link(&self, token: &LinkToken) -> Result<Option<Link>, StoreError> {
        let row = sqlx::query(
            "SELECT purpose, email, account FROM mail_links \
             WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        )
        .bind(token.id())
        .bind(clock::now())
        .fetch_optional(self.store().pool())
        .await?;
        row.as_ref().map(Link::read).transpose()
    }

    /// [`Shop::open_link`], for one purpose only.
    pub(super) async fn link_for(
        &self,
        token: &LinkToken,
        purpose: LinkPurpose,
    ) -> Result<Option<Link>, StoreError> {
        let link = self.open_link(token).await?;
        Ok(link.filter(|link| link.purpose == purpose))
    }

    /// Makes a link, and gives its address.
    pub(super) async fn issue_link(
        &self,
        connection: &mut AnyConnection,
        purpose: LinkPurpose,
        account: Option<&AccountId>,
        email: &EmailAddress,
    ) -> Result<String, StoreError> {
        let (token, now) = (LinkToken(secret::generate()), clock::now());
        sqlx::query(
            "INSERT INTO mail_links (id, purpose, account, email, email_key, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(token.id())
        .bind(purpose.as_str())
        .bind(account.map(AccountId::as_str))
        .bind(email.as_str())
        .bind(email.key())
        .bind(now)
        .bind(now.saturating_add(millis(GOOD_FOR)))
        .execute(connection)
        .await?;
        let base = &self.settings().base_url;
        Ok(format!("{base}/account/link/{}", token.as_str()))
    }

    /// Forgets links that nobody can use any more.
    pub(super) async fn forget_old_links(&self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM mail_links WHERE expires_at < $1")
            .bind(clock::now())
            .execute(self.store().pool())
            .await?;
        Ok(())
    }
}

/// Uses the link up, and with it every other of its purpose that went to the same address or is of the same account;
/// whether it was still there to be used. If not, the caller's transaction must not be committed.
#[must_use = "a link that somebody else has used opens nothing"]
pub(super) async fn use_up(
    connection: &mut AnyConnection,
    token: &LinkToken,
    link: &Link,
) -> Result<bool, StoreError> {
    let rows = sqlx::query(
        "SELECT id FROM mail_links WHERE purpose = $1 AND used_at IS NULL \
         AND (email_key = $2 OR account = $3) ORDER BY id",
    )
    .bind(link.purpose.as_str())
    .bind(link.email.key())
    .bind(link.account.as_ref().map(AccountId::as_str))
    .fetch_all(&mut *connection)
    .await?;
    let (own, now) = (token.id(), clock::now());
    let mut used = false;
    // One by one in the order of their names: two that use two links at once wait for each other, and not in a circle.
    for row in rows {
        let id = row.text("id")?;
        let mine = sqlx::query(
            "UPDATE mail_links SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND expires_at > $3",
        )
        .bind(now)
        .bind(&id)
        .bind(now)
        .execute(&mut *connection)
        .await?;
        used |= id == own && mine.rows_affected() == 1;
    }
    Ok(used)
}

/// Ends every link of the account, because what it was sent for no longer holds: the mailbox is another's, or whoever asked
/// for it knew a password that is no longer the account's.
pub(super) async fn end_all(
    connection: &mut AnyConnection,
    account: &AccountId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM mail_links WHERE account = $1")
        .bind(account.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
