//! Orders: reading one, what its page shows, and the log of what happened to it.

mod id;
mod letter;
mod record;
mod transition;
mod view;

pub use id::{InvalidOrderToken, OrderToken};
pub(crate) use record::{OrderLine, OrderRecord};
pub(crate) use transition::{begin_log, json};
pub use view::{CardShown, OrderView, TimelineEntry};
