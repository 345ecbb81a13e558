//! The payment engine: one order, one payment at a time, and only here is it decided what an answer of Stripe means.
//!
//! - `flows` has what a buyer's browser asks for, a file for each way to pay.
//! - `calls` writes every changing call down before it is sent and its outcome after, so that a crash between the two is
//!   healed by sending the same call with the same idempotency key.
//! - `report` reads what Stripe says of a payment, and `settle` is the one function that moves an order by it.
//! - `reconcile` asks after every payment that is not final; `look_after` after one.
//! - `refunds` and `disputes` follow the money after it came.
//! - `lease` sees to it that one task at a time works on a payment, whichever process it runs in.
//! - `fault` names the points at which a test has the process die.

mod abandon;
mod calls;
mod disputes;
mod fault;
mod flows;
mod in_hand;
mod intent;
mod lease;
mod look_after;
mod lost;
mod reconcile;
mod record;
mod refunds;
mod report;
mod reserve;
mod settle;
mod step;

pub(crate) use abandon::Abandoned;
#[cfg(feature = "fault-injection")]
pub use fault::fault_points;
pub(crate) use fault::{FaultPoint, point as fault_point};
pub use flows::{HostedTexts, TokenUse, UnfinishedOrder};
pub(crate) use look_after::{Asked, Known};
pub(crate) use record::{PaymentRecord, has_open_payment};
pub use refunds::{RefundError, Refunded};
pub(crate) use reserve::release;
pub use stripe_client::{PaymentMethodId, TokenId};

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
