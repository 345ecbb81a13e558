//! What a PaymentMethod pays with, and what a charge was paid with.

use serde::{Deserialize, Serialize};

use crate::bank_accounts::BankAccount;
use crate::cards::Card;

/// What pays.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Instrument {
    Card(Card),
    SepaDebit(BankAccount),
}

impl Instrument {
    /// The `type` that Stripe calls it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Instrument::Card(_) => "card",
            Instrument::SepaDebit(_) => "sepa_debit",
        }
    }

    /// The card, if it is one.
    pub(crate) fn card(&self) -> Option<&Card> {
        match self {
            Instrument::Card(card) => Some(card),
            Instrument::SepaDebit(_) => None,
        }
    }
}

impl From<Card> for Instrument {
    fn from(card: Card) -> Self {
        Instrument::Card(card)
    }
}

impl From<BankAccount> for Instrument {
    fn from(account: BankAccount) -> Self {
        Instrument::SepaDebit(account)
    }
}
