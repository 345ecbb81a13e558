//! What is told of failures that no form can mend.

use shop::accounts::AccountsError;

use crate::error_page::PageError;

/// Logs the words, which are not for customers.
impl From<AccountsError> for PageError {
    fn from(error: AccountsError) -> PageError {
        tracing::error!(%error, "an account could not be read or changed");
        PageError::Failed
    }
}
