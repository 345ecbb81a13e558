#![doc = include_str!("../README.md")]
// The widest objects have more members than `json!` expands by default.
#![recursion_limit = "256"]

mod addresses;
mod api;
mod balance_transactions;
mod bank_accounts;
mod cards;
mod challenge;
mod charges;
mod checkout_sessions;
mod clock;
pub mod command;
mod config;
mod confirmation_tokens;
mod control;
mod countries;
mod currencies;
mod customers;
mod disputes;
mod events;
mod faults;
mod ids;
mod jobs;
mod pages;
mod payment_intents;
mod payment_methods;
mod prices;
mod products;
mod refunds;
mod sandbox;
mod settings;
mod setup_intents;
mod store;
mod tokens;
mod webhook_endpoints;
mod webhooks;

pub use config::{API_VERSION, Config, KEEP, PUBLISHABLE_KEY, SECRET_KEY, StoreLocation};
pub use sandbox::{Running, Sandbox, StartError};
pub use webhooks::{ForwardError, Listener, Notice};
