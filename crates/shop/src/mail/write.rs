//! Who writes what a mail says.

use super::Letter;
use crate::{Shop, StoreError};

/// What a mail says.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// What it is about, in one line.
    pub subject: String,
    /// For mail programs that show text only.
    pub text: String,
    /// A whole HTML document.
    pub html: String,
}

/// Makes words of letters. The same letter has to become the same words each time, so that a mail which is sent again is
/// the same mail.
pub trait Write: Clone + Send + Sync + 'static {
    /// Writes `letter` in the language with the tag `locale`, or in the shop's own where it does not speak that.
    ///
    /// # Errors
    /// When what the letter is about cannot be read.
    fn write(
        &self,
        shop: &Shop,
        locale: &str,
        letter: &Letter,
    ) -> impl Future<Output = Result<Written, StoreError>> + Send;
}
