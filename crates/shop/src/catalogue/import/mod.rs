//! Importing an owner's file: every line is checked, then all of it comes in or nothing does.
//!
//! The file is CSV in UTF-8 with a header. Lines are of type `category`, `product` or `variant`, in any order; their order
//! is the shop's. What the file does not name is withdrawn from sale, and stays for the orders that name it.

mod column;
mod compare;
mod entry;
mod error;
mod file;
mod line;
mod report;
mod source;
mod stored;
mod upsert;
mod write;

use std::io::Read;

pub use error::{ImportError, LineError, MOST_ERRORS};
pub use report::{ImportReport, Tally};

use crate::Shop;

impl Shop {
    /// Brings the catalogue to what `source` says, in one transaction: a reader sees the old catalogue or the new one. The
    /// same file a second time changes nothing. Stocks become what the file says; what is reserved stays reserved.
    ///
    /// `progress` is called with the bytes read so far. The source is read, without a pause, before anything else.
    ///
    /// # Errors
    /// [`ImportError`]; nothing was changed then.
    pub async fn import_catalogue(
        &self,
        source: impl Read,
        progress: impl FnMut(u64),
    ) -> Result<ImportReport, ImportError> {
        let file = file::read(source, progress)?;
        Ok(write::bring_in(self.store(), &file).await?)
    }
}
