//! Webhooks: whether news came from Stripe, and what it is about.

mod event;
mod signature;

pub use event::{Event, EventObject, InvalidEvent};
pub use signature::{SignatureError, WebhookSecret, verify_signature};
