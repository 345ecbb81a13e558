//! Rules of customers' accounts that need no store.

mod password;

pub use password::{LONGEST, PasswordProblem, SHORTEST, check_length};
