//! Rows that wait until they are due: webhook events to be handled, mails to be sent. Several processes share the work, and a
//! row is in one hand at a time.

use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{Columns, Store, StoreError};
use crate::clock;

/// A table of such rows, which has the columns `id`, `state`, `attempts` and `due_at` (Unix milliseconds).
pub(crate) struct DueRows {
    pub(crate) table: &'static str,
    /// How many are taken at once.
    pub(crate) at_once: i64,
    /// Longer than the work on one takes, in milliseconds: when the one that took a row has died, another takes it.
    pub(crate) taken_for: i64,
}

/// A row that was taken.
pub(crate) struct TakenRow {
    /// As it was before.
    pub(crate) row: AnyRow,
    /// How often it has been taken, this time included.
    pub(crate) attempts: i64,
}

impl DueRows {
    /// Takes the rows that are due, the one that waits longest first: whoever moves a row's time on has it.
    pub(crate) async fn take(&self, store: &Store) -> Result<Vec<TakenRow>, StoreError> {
        let (table, now) = (self.table, clock::now());
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
                .bind(now.saturating_add(self.taken_for))
                .bind(row.text("id")?)
                .bind(row.integer("due_at")?)
                .execute(store.pool())
                .await?;
            if mine.rows_affected() == 1 {
                let attempts = row.integer("attempts")? + 1;
                taken.push(TakenRow { row, attempts });
            }
        }
        Ok(taken)
    }
}

/// The pause after the failure of that many attempts: `first` after one, twice as long after each more, up to `longest`.
pub(crate) fn pause_after(attempts: i64, first: i64, longest: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    first.saturating_mul(1 << doublings).min(longest)
}
