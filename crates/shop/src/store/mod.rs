//! The database: a SQLite file, or PostgreSQL when one machine is not enough. Connecting, migrating and transactions; the
//! SQL texts live beside what they serve, each written so that both databases take it.

mod due;
mod open;
mod row;

pub(crate) use due::{DueRows, TakenRow, pause_after};
pub use open::{OpenError, Store};
pub(crate) use row::Columns;

/// A transaction that may write. Dropped without a commit, it never happened.
pub(crate) type Transaction = sqlx::Transaction<'static, sqlx::Any>;

/// Something went wrong between the shop and its database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached; trying again may help.
    #[error("the database did not do what it was asked: {0}")]
    Database(#[from] sqlx::Error),
    /// A row holds what no version of this program writes.
    #[error("the database holds {value:?} where {expected} belongs")]
    Corrupt {
        /// What was expected.
        expected: &'static str,
        /// What was found.
        value: String,
    },
}

impl StoreError {
    /// Whether another transaction got there first, so that doing it again finds its result.
    pub(crate) fn is_conflict(&self) -> bool {
        match self {
            StoreError::Database(sqlx::Error::Database(error)) => error.is_unique_violation(),
            StoreError::Database(_) | StoreError::Corrupt { .. } => false,
        }
    }

    pub(crate) fn corrupt(expected: &'static str, value: impl ToString) -> StoreError {
        StoreError::Corrupt {
            expected,
            value: value.to_string(),
        }
    }
}
