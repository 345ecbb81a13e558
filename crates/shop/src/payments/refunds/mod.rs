//! Money on its way back: what is owed, what the owner gives back, and what Stripe tells of refunds later.

mod due;
mod news;
mod owner;
mod record;

pub use owner::{RefundError, Refunded};
pub(super) use record::{note_answer, note_refusal};
