//! How often an account may try to save a card: whoever has a list of stolen numbers must not find out here which are good.

use std::time::Duration;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{Shop, StoreError, accounts::AccountId, clock, store::Columns};

/// Cards that an account may try in [`WINDOW`]: more than anybody owns who mistypes some.
const ATTEMPTS: i64 = 10;
const WINDOW: Duration = Duration::from_secs(60 * 60);

impl Shop {
    /// Counts an attempt, or says in how many seconds there may be one. Marks the account's cards as changing.
    pub(super) async fn count_attempt(
        &self,
        account: &AccountId,
    ) -> Result<Result<(), u32>, StoreError> {
        let subject = HEXLOWER.encode(&Sha256::digest(format!("card {}", account.as_str())));
        let window = i64::try_from(WINDOW.as_millis()).unwrap_or(i64::MAX);
        let now = clock::now();
        let mut tx = self.store().begin().await?;
        // Takes the account's row, so that attempts at the same moment count one another.
        mark(&mut tx, account).await?;
        let row = sqlx::query(
            "SELECT COUNT(*) AS attempts, COALESCE(MIN(at), 0) AS first FROM attempts \
             WHERE subject = $1 AND at > $2",
        )
        .bind(&subject)
        .bind(now.saturating_sub(window))
        .fetch_one(&mut *tx)
        .await?;
        if row.integer("attempts")? >= ATTEMPTS {
            let left = row.integer("first")?.saturating_add(window) - now;
            return Ok(Err(u32::try_from(left / 1000 + 1).unwrap_or(1)));
        }
        sqlx::query("INSERT INTO attempts (subject, at) VALUES ($1, $2)")
            .bind(&subject)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// Marks the account's cards as changing or changed: what any process keeps of them is from before.
    pub(super) async fn cards_change(&self, account: &AccountId) -> Result<(), StoreError> {
        let mut connection = self.store().connection().await?;
        mark(&mut connection, account).await
    }
}

async fn mark(connection: &mut sqlx::AnyConnection, account: &AccountId) -> Result<(), StoreError> {
    sqlx::query("UPDATE accounts SET cards_revision = cards_revision + 1 WHERE id = $1")
        .bind(account.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
