#![doc = include_str!("../README.md")]

pub mod account;
pub mod binding;
pub mod cart;
pub mod catalogue;
pub mod contact;
pub mod country;
pub mod currency;
pub mod delivery;
pub mod money;
pub mod order;
pub mod payment;
pub mod timeline;

pub use currency::Currency;
pub use money::{Money, MoneyError};
