//! The payment engine, on both databases and against the sandbox: whatever a buyer, a bank or a broken line does, money
//! captured and orders paid are the same.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod bench;
#[path = "../support/mod.rs"]
mod support;

mod any_order;
mod attempts;
mod breakdowns;
mod changes;
mod closed_elsewhere;
mod disputes;
mod element;
mod hosted;
mod joined_carts;
mod lost_answers;
mod mails;
mod races;
mod refunds;
mod saved_cards;
mod stock;
mod switching;
mod three_d_secure;
mod token;
mod webhooks;
