//! Rows that wait until they are due: webhook events to be handled, mails to be sent. Several processes share the work, and a
//! row is in one hand at a time.

use std::{convert::Infallible, time::Duration};

use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{Columns, Store, StoreError};
use crate::clock;

/// How long a row outlives the one that took it, in milliseconds: then another takes it.
const TAKEN_FOR: i64 = 15_000;
/// How often whoever works on a row shows that it lives: a database that is slow once does not lose it.
const RENEW_EVERY: Duration = Duration::from_secs(4);

/// A table of such rows, which has the columns `id`, `state`, `attempts` and `due_at` (Unix milliseconds).
pub(crate) struct DueRows {
    pub(crate) table: &'static str,
    /// How many are taken at once.
    pub(crate) at_once: i64,
}

/// A row that was taken.
pub(crate) struct TakenRow {
    /// As it was before.
    pub(crate) row: AnyRow,
    /// How often it has been taken, this time included.
    pub(crate) attempts: i64,
    /// Its `due_at` now: until then it is nobody else's.
    pub(crate) until: i64,
}

impl DueRows {
    /// Takes the rows that are due, the one that waits longest first: whoever moves a row's time on has it.
    pub(crate) async fn take(&self, store: &Store) -> Result<Vec<TakenRow>, StoreError> {
        let (table, now) = (self.table, clock::now());
        let until = now.saturating_add(TAKEN_FOR);
        // The table is one of our own, never a customer's text.
        let due = format!(
            "SELECT * FROM {table} WHERE state = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT $2"
        );
        let take = format!(
            "UPDATE {table} SET due_at = $1, attempts = attempts + 1 \
             WHERE id = $2 AND due_at = $3 AND state = 'waiting'"
        );
        let rows = sqlx::query(AssertSqlSafe(due))
            .bind(now)
            .bind(self.at_once)
            .fetch_all(store.pool())
            .await?;
        let mut taken = Vec::new();
        for row in rows {
            let mine = sqlx::query(AssertSqlSafe(take.as_str()))
                .bind(until)
                .bind(row.text("id")?)
                .bind(row.integer("due_at")?)
                .execute(store.pool())
                .await?;
            if mine.rows_affected() == 1 {
                let attempts = row.integer("attempts")? + 1;
                taken.push(TakenRow {
                    row,
                    attempts,
                    until,
                });
            }
        }
        Ok(taken)
    }

    /// Does `work` on the row `id`, which was taken `until` then, and keeps it from others however long that takes.
    pub(crate) async fn keep_during<T>(
        &self,
        store: &Store,
        id: &str,
        until: i64,
        work: impl Future<Output = T>,
    ) -> T {
        tokio::select! {
            done = work => done,
            never = self.renew(store, id, until) => match never {},
        }
    }

    async fn renew(&self, store: &Store, id: &str, mut until: i64) -> Infallible {
        // Only while it is as we left it: what the work itself writes about the row stands.
        let renew = format!(
            "UPDATE {} SET due_at = $1 WHERE id = $2 AND due_at = $3 AND state = 'waiting'",
            self.table
        );
        loop {
            tokio::time::sleep(RENEW_EVERY).await;
            let longer = clock::now().saturating_add(TAKEN_FOR);
            let renewed = sqlx::query(AssertSqlSafe(renew.as_str()))
                .bind(longer)
                .bind(id)
                .bind(until)
                .execute(store.pool())
                .await;
            match renewed {
                Ok(done) if done.rows_affected() == 1 => until = longer,
                // The work has just ended, or it stood still for so long that another has taken the row.
                Ok(_) => {}
                Err(error) => tracing::warn!(table = self.table, id, %error, "a row was not kept"),
            }
        }
    }
}

/// The pause after the failure of that many attempts: `first` after one, twice as long after each more, up to `longest`.
pub(crate) fn pause_after(attempts: i64, first: i64, longest: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    first.saturating_mul(1 << doublings).min(longest)
}
