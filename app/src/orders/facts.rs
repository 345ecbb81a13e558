//! Facts of an order that its page, its receipt and its mails have alike.

use commerce::contact::PostalAddress;
use shop::orders::CardShown;
use words::Locale;

use super::words_of::{brand, country_name};

/// An address as it stands on a parcel, a line each.
pub(crate) fn address_lines(t: Locale, address: &PostalAddress) -> Vec<String> {
    let lines = [
        Some(address.name.clone()),
        Some(address.line1.clone()),
        address.line2.clone(),
        Some(format!("{} {}", address.postal_code, address.city)),
        address.region.clone(),
        Some(country_name(t, address.country).to_owned()),
    ];
    lines.into_iter().flatten().collect()
}

/// A card, as far as it may be shown.
pub(crate) fn card_words(t: Locale, card: &CardShown) -> String {
    t.order_card(&brand(t, &card.brand), &card.last4)
}
