//! The payment engine: one order, one payment at a time, and only here is it decided what an answer of Stripe means.
//!
//! - [`pay`](crate::Shop::pay) and [`resume`](crate::Shop::resume) are what a buyer's browser asks for.
//! - `calls` writes every changing call down before it is sent and its outcome after, so that a crash between the two is
//!   healed by sending the same call with the same idempotency key.
//! - `settle` is the one function that moves an order by what Stripe says of an intent.
//! - `reconcile` asks after every payment that is not final.
//! - `lease` sees to it that one task at a time works on a payment, whichever process it runs in.

mod abandon;
mod calls;
mod confirm;
mod lease;
mod look_after;
mod pay;
mod reconcile;
mod record;
mod refund;
mod reserve;
mod resume;
mod settle;

pub(crate) use abandon::Abandoned;
pub(crate) use record::has_open_payment;
pub use stripe_client::PaymentMethodId;

use crate::StoreError;

/// The engine could not finish its work. What was sent to Stripe is written down and will be settled.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store failed; trying again may help.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A sum does not fit.
    #[error(transparent)]
    Money(#[from] commerce::MoneyError),
    /// The work was cut off.
    #[error("the work on the payment was cut off")]
    Interrupted,
}

impl From<sqlx::Error> for EngineError {
    fn from(error: sqlx::Error) -> EngineError {
        EngineError::Store(error.into())
    }
}
