//! Every form key and value that the client can send is one that Stripe's public API description knows.
//!
//! The description is not part of this repository. Name the file in `STRIPE_CONTRACT`, or lay it at
//! `../shared/stripe/contract.json` beside the repository; without it these tests say that they skip.

mod charges_and_refunds;
mod checkout_sessions;
mod customers;
mod description;
mod parts;
mod payment_intents;
mod webhooks;
