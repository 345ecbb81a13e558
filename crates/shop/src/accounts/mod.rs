//! Customers' accounts: who they are, how they log in, and what is theirs.
//!
//! What an outsider can ask for takes the same work and the same answer whether or not an address has an account: links go
//! out by mail, and `attempts` bounds what is tried.

mod account;
mod addresses;
mod ask_for_link;
mod attempts;
mod change_email;
mod change_password;
mod claim;
mod delete;
mod error;
mod export;
mod forget;
mod history;
mod id;
mod key;
mod link;
mod log_in;
mod mail;
mod order_again;
mod password;
mod prove;
mod register;
mod reset;
mod session;
mod sessions;

pub use account::Account;
pub(crate) use account::hold;
pub use addresses::{AddressId, AddressKept, MOST_ADDRESSES, SavedAddress};
pub(crate) use addresses::{default_of, keep_in};
pub(crate) use attempts::{Attempt, Counted};
pub use change_email::{EmailChange, EmailChangeAsked};
pub use change_password::PasswordChange;
pub use delete::AccountDeletion;
pub use error::AccountsError;
pub use export::AccountExport;
pub use history::{OrderEntry, OrderHistory};
pub use id::AccountId;
pub use key::SessionKey;
pub use link::{Link, LinkPurpose, LinkToken};
pub use log_in::LogIn;
pub use order_again::{LineAgain, OrderedAgain};
pub(crate) use password::Hashing;
pub use password::Password;
pub use register::PasswordSet;
pub use session::Session;
pub use sessions::SessionEntry;
