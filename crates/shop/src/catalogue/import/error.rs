//! Why a file was not imported.

use std::fmt;

use crate::StoreError;

/// Mistakes that are told at once; whoever has more than that will import again anyway.
pub const MOST_ERRORS: usize = 50;

/// A mistake in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// Where the line begins, counted from 1, the header included.
    pub line: u64,
    /// The column's name in the header; empty when the mistake is of the line as a whole.
    pub column: &'static str,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            "" => write!(f, "line {}: {}", self.line, self.message),
            column => write!(f, "line {}, {column}: {}", self.line, self.message),
        }
    }
}

/// Why a file was not imported; the catalogue is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has mistakes: the first [`MOST_ERRORS`] of them, by line. Never empty.
    #[error("the file has mistakes, so nothing was imported: {}", first(.0))]
    Invalid(Vec<LineError>),
    /// The file could not be read to its end.
    #[error("the file cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// The store failed; trying again may help.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn first(errors: &[LineError]) -> String {
    match errors {
        [] => String::new(),
        [only] => only.to_string(),
        [first, ..] => format!("{first} (and more)"),
    }
}
