//! How mails leave the shop.

mod folder;
mod message;
mod smtp;

use std::{fmt, path::PathBuf};

use commerce::contact::EmailAddress;
use lettre::{
    Address,
    message::{Mailbox, Message},
};

pub(super) use message::Mail;
pub use smtp::Smtp;

use crate::StoreError;

/// Whom mails are from.
#[derive(Clone)]
pub struct Sender(Mailbox);

/// The text is no address that mail can be from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not an e-mail address; write it like shop@shop.example")]
pub struct InvalidSender;

impl Sender {
    /// A sender with the shop's name, as readers see it, and an address like `shop@shop.example` or `shop@localhost`.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(name: &str, address: &str) -> Result<Sender, InvalidSender> {
        let address: Address = address.trim().parse().map_err(|_| InvalidSender)?;
        let name = message::one_line(name);
        Ok(Sender(Mailbox::new(Some(name), address)))
    }

    fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

/// Prints the domain only.
impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sender(…@{})", self.domain())
    }
}

/// How mails leave the shop, and whom they are from; cheap to clone.
#[derive(Clone, Debug)]
pub struct Post {
    from: Sender,
    by: Way,
}

#[derive(Clone, Debug)]
enum Way {
    Smtp(Smtp),
    Folder(PathBuf),
}

/// A mail did not leave the shop.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    /// No mail can go to such an address, or be made of such a text.
    #[error("no mail can be made of it: {0}")]
    Unsendable(String),
    /// What it is about cannot be read.
    #[error(transparent)]
    Unwritten(#[from] StoreError),
    /// The folder cannot be written to.
    #[error("the mail folder cannot be written to: {0}")]
    Folder(#[from] std::io::Error),
    /// The server did not take it.
    #[error(transparent)]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// Everybody who took it ended before it was sent.
    #[error("it was taken again and again, and nobody came back with it")]
    BrokenOff,
    /// The server did not answer in time.
    #[error("the mail server took too long")]
    TooLong,
}

impl SendError {
    /// Whether trying again is of no use.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, SendError::Unsendable(_))
    }

    /// What may be logged: servers repeat addresses in what they answer.
    pub(super) fn without_addresses(&self) -> String {
        match self {
            SendError::Unsendable(_) => "no mail can be made of it".to_owned(),
            SendError::Unwritten(_) => "what it is about cannot be read".to_owned(),
            SendError::Smtp(error) => match error.status() {
                Some(code) => format!("the mail server refused it with {code}"),
                None => error.to_string(),
            },
            SendError::Folder(_) | SendError::BrokenOff | SendError::TooLong => self.to_string(),
        }
    }
}

impl Post {
    /// Through a mail server.
    ///
    /// What is handed over to one cannot be proved to be handed over once: when the process dies, or the line breaks, after
    /// the server has taken a mail and before that is written down, the mail is handed over again. It is the same mail to
    /// the byte then, with the same `Message-ID`, by which mailboxes that look for it tell a repetition.
    pub fn smtp(from: Sender, server: Smtp) -> Post {
        let server = server.greeting_as(from.domain());
        Post {
            from,
            by: Way::Smtp(server),
        }
    }

    /// Into a folder, a file for each mail: `<id>.eml`. A mail that is written again replaces itself.
    pub fn folder(from: Sender, folder: PathBuf) -> Post {
        Post {
            from,
            by: Way::Folder(folder),
        }
    }

    /// Hands the mail over. When this is cut off or fails, the mail may have left all the same.
    pub(super) async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let message = self.message(mail)?;
        match &self.by {
            Way::Smtp(server) => server.send(message).await,
            Way::Folder(folder) => folder::keep(folder, &mail.id, message.formatted()).await,
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, SendError> {
        let unsendable = |error: &dyn fmt::Display| SendError::Unsendable(error.to_string());
        let to = EmailAddress::parse(&mail.recipient)
            .ok_or_else(|| SendError::Unsendable("the recipient is no address".to_owned()))?;
        let to: Address = to.as_str().parse().map_err(|error| unsendable(&error))?;
        mail.message(&self.from, to)
            .map_err(|error| unsendable(&error))
    }
}
