//! The sandbox through its front door: every test starts one and speaks HTTP with it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod authentication;
mod balance_transactions;
mod charges;
mod checkout_page;
mod checkout_sessions;
mod client;
mod command;
mod confirmation_tokens;
mod contract;
mod contract_operations;
mod control;
mod customers;
mod dashboard;
mod delivery_rules;
mod direct_debits;
mod disputes;
mod errors;
mod faults;
mod idempotency;
mod payment_intents;
mod payment_methods;
mod present_members;
mod products_and_prices;
mod python;
mod receiver;
mod refunds;
mod saved_cards;
mod setup_intents;
mod start;
mod state_machine;
mod test_cards;
mod three_d_secure;
mod webhook_endpoints;
mod webhooks;
