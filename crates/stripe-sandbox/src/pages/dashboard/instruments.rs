//! What pays, as people know it: brand or kind, and the last four digits.

use crate::pages::html::{Markup, html};
use crate::payment_methods::Instrument;

/// E.g. `Visa •••• 4242`.
pub(super) fn instrument(instrument: &Instrument) -> Markup {
    let kind = match instrument {
        Instrument::Card(card) => card.brand.display_name(),
        Instrument::SepaDebit(_) => "SEPA Direct Debit",
    };
    html!(
        "{} <span class=\"entry\">•••• {}</span>",
        kind,
        last4(instrument)
    )
}

/// The last four digits of the card or account.
pub(super) fn last4(instrument: &Instrument) -> &str {
    match instrument {
        Instrument::Card(card) => &card.last4,
        Instrument::SepaDebit(account) => &account.last4,
    }
}
