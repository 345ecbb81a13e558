//! Disputes: the cardholder's bank takes the money back and asks for reasons.

mod close;
mod list;
mod open;
mod retrieve;
mod shape;

use serde::{Deserialize, Serialize};

use crate::cards::Quarrel;
use crate::store::{Document, State};

pub(crate) use close::{CloseError, close};
pub(crate) use list::list;
pub(crate) use open::open;
pub(crate) use retrieve::retrieve;

/// A disputed charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dispute {
    id: String,
    /// Seconds since 1970.
    created: i64,
    /// Minor units of `currency`.
    amount: i64,
    currency: String,
    charge: String,
    payment_intent: Option<String>,
    quarrel: Quarrel,
    status: Status,
    /// The balance transactions of the money taken and given back.
    balance_transactions: Vec<String>,
    /// The network of the card, as Stripe names it.
    network: String,
    customer_email: Option<String>,
    customer_name: Option<String>,
}

/// How far a dispute is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Lost,
    NeedsResponse,
    WarningClosed,
    WarningNeedsResponse,
    Won,
}

impl Document for Dispute {
    const KIND: &'static str = "dispute";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Dispute {
    /// Whether somebody still has to decide.
    fn is_open(&self) -> bool {
        match self.status {
            Status::NeedsResponse | Status::WarningNeedsResponse => true,
            Status::Lost | Status::WarningClosed | Status::Won => false,
        }
    }

    /// Whether the bank has the money: it must not be given back a second time.
    fn holds_money(&self) -> bool {
        match self.status {
            Status::NeedsResponse | Status::Lost => true,
            Status::WarningNeedsResponse | Status::WarningClosed | Status::Won => false,
        }
    }
}

/// Whether a dispute with this id keeps its charge from being refunded.
pub(crate) fn prevents_refund(state: &State, id: &str) -> bool {
    state
        .get::<Dispute>(id)
        .is_some_and(|dispute| dispute.holds_money())
}
