//! Customers' accounts through the shop's front door and on both databases; mails are read from the outbox.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod desk;
#[path = "../support/mod.rs"]
mod support;

mod log_in;
mod register;
