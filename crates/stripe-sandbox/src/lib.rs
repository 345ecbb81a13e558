#![doc = include_str!("../README.md")]
// The widest objects have more members than `json!` expands by default.
#![recursion_limit = "256"]

mod addresses;
mod api;
mod cards;
mod charges;
mod config;
mod currencies;
mod customers;
mod ids;
mod pages;
mod payment_intents;
mod payment_methods;
mod refunds;
mod sandbox;
mod store;
mod tokens;

pub use config::{API_VERSION, Config, PUBLISHABLE_KEY, SECRET_KEY, StoreLocation};
pub use sandbox::{Running, Sandbox, StartError};
