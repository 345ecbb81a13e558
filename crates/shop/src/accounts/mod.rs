//! Customers' accounts: who they are, how they log in, and what is theirs.
//!
//! What an outsider can ask for takes the same work and the same answer whether or not an address has an account: links go
//! out by mail, and `attempts` bounds what is tried.

mod account;
mod attempts;
mod change_password;
mod claim;
mod error;
mod forget;
mod id;
mod key;
mod link;
mod log_in;
mod password;
mod prove;
mod register;
mod reset;
mod secret;
mod session;
mod sessions;

pub use account::Account;
pub(crate) use account::hold;
pub(crate) use attempts::{Attempt, Counted};
pub use change_password::PasswordChange;
pub use error::AccountsError;
pub use id::AccountId;
pub use key::SessionKey;
pub use link::{Link, LinkPurpose, LinkToken};
pub use log_in::LogIn;
pub(crate) use password::Hashing;
pub use password::Password;
pub use register::PasswordSet;
pub use session::Session;
pub use sessions::SessionEntry;
