//! The REST front: from an HTTP request to a call on the state, and back to Stripe's form of answer.

mod answer;
mod authentication;
mod call;
pub(crate) mod error;
mod expand;
mod form;
pub(crate) mod idempotency;
pub(crate) mod list;
pub(crate) mod metadata;
mod operations;
mod parameters;
mod perform;

pub(crate) use answer::routes;
pub(crate) use authentication::{KeyKind, is_server};
pub(crate) use call::{Call, assign};
pub(crate) use expand::whole;
pub(crate) use parameters::refuse_unmodelled;
pub(crate) use perform::perform;
