//! Customers' accounts: who they are, how they log in, and what is theirs.

mod id;

pub use id::AccountId;
