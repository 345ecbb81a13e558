//! Orders: reading one, what its page shows, and the log of what happened to it.

mod id;
mod letter;
mod record;
mod transition;
mod view;

pub use id::{InvalidOrderToken, OrderToken};
pub use record::OrderLine;
pub(crate) use record::OrderRecord;
pub(crate) use transition::{begin_log, json};
pub use view::{CardShown, OrderView, TimelineEntry};
