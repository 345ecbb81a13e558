//! The catalogue, its import and carts, through the shop's front door and on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod market;
#[path = "../support/mod.rs"]
mod support;

mod cart;
mod cart_races;
mod changes;
mod import;
mod import_refuses;
mod large_import;
mod pages;
mod search;
