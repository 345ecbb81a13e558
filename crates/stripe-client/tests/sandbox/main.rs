//! The client against the sandbox: calls do what they say, and answers can be read.
#![allow(clippy::unwrap_used)]

mod bench;
mod charges;
mod checkout_sessions;
mod customers;
mod events;
mod money_back;
mod payment_intents;
mod setup_intents;
mod webhooks;
