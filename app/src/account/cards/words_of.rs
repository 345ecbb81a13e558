//! What a saved card is called.

use shop::cards::SavedCard;
use words::Locale;

use crate::orders::brand;

/// Brand and last four digits.
pub(crate) fn card_label(t: Locale, card: &SavedCard) -> String {
    t.cards_label(&brand(t, &card.brand), &card.last4)
}

/// Until when it is good, or that it is no longer.
pub(crate) fn card_expiry(t: Locale, card: &SavedCard) -> String {
    if card.expired {
        t.cards_expired(&card.expiry)
    } else {
        t.cards_expires(&card.expiry)
    }
}
