//! Customers' accounts through the shop's front door and on both databases; mails are read from the outbox.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod desk;
#[path = "../support/mod.rs"]
mod support;

mod addresses;
mod carts;
mod change_email;
mod checkout;
mod deletion;
mod export;
mod history;
mod log_in;
mod logs;
mod order_again;
mod passwords;
mod races;
mod register;
mod same_work;
mod sessions;
