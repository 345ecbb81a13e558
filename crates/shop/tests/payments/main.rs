//! The payment engine, on both databases and against the sandbox: whatever a buyer, a bank or a broken line does, money
//! captured and orders paid are the same.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod bench;
#[path = "../support/mod.rs"]
mod support;

mod attempts;
mod changes;
mod lost_answers;
mod races;
mod stock;
mod three_d_secure;
