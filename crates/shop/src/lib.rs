#![doc = include_str!("../README.md")]

pub mod accounts;
pub mod cards;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod clock;
pub mod mail;
pub mod orders;
pub mod payments;
mod secret;
mod shop;
pub mod store;
pub mod webhooks;

pub use shop::{Settings, Shop};
pub use store::{Store, StoreError};
