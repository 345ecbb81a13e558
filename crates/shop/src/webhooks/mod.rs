//! Webhooks: Stripe's events are stored as they came before they are answered, and handled in the background, each once.
//!
//! What an event says is trusted no further than the id of its object: that object is asked for anew before it moves an
//! order. So a forged, late, repeated or reordered event does no harm.

mod handle;
mod receive;
mod subject;
mod worker;

pub use receive::{ReceiveError, Received};
