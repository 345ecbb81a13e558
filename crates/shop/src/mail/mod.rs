//! Mails: each is written down in the transaction of what it tells of (`post`), and sent after it by a worker, through SMTP
//! or into a folder. What a mail says is not written here: the worker asks a [`Write`] for it.

mod letter;
mod outbox;
mod sending;
mod worker;
mod write;

pub use letter::Letter;
pub(crate) use outbox::post;
pub use sending::{InvalidSender, Post, Sender, Smtp};
pub use write::{Write, Written};
