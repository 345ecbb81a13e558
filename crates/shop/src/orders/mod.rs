//! Orders: reading one, what its page shows, and the log of what happened to it.

mod events;
mod id;
mod record;
mod view;

pub(crate) use events::append;
pub use id::{InvalidOrderToken, OrderToken};
pub(crate) use record::{OrderLine, OrderRecord};
pub use view::{CardShown, OrderView, TimelineEntry};
