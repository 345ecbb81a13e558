//! Mails: each is written down in the transaction of what it tells of, by `post`, and sent after it.

mod letter;
mod outbox;

pub use letter::Letter;
pub(crate) use outbox::post;
