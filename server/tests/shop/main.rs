//! The whole shop through its front door: each test starts one of its own, on free ports, with a database of its own and a
//! sandbox in memory.

#![allow(clippy::unwrap_used)]

mod accounts;
mod buying;
mod catalogue_pages;
mod changes;
mod guarded;
mod headers;
mod health;
mod hosted_checkout;
mod receipts;
mod refunds;
mod stopping;
mod test_shop;
mod webhooks;

use test_shop::TestShop;
