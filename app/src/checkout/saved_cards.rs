//! The customer's saved cards, as the checkout offers them.

use commerce::payment::PaymentFlow;
use shop::{Shop, accounts::AccountId};
use words::Locale;

use super::config::SavedChoice;
use crate::account::cards::{card_expiry, card_label};

/// What `account` can pay with, its default first; nothing where the shop takes no saved cards, or Stripe cannot be asked:
/// then there are the other ways to pay.
pub(super) async fn saved_cards(shop: &Shop, account: &AccountId) -> Vec<SavedChoice> {
    if !shop.settings().flows.contains(&PaymentFlow::Manual) {
        return Vec::new();
    }
    let t = Locale::default();
    let cards = shop.saved_cards(account).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the checkout is shown without saved cards");
        Vec::new()
    });
    cards
        .iter()
        .map(|card| SavedChoice {
            id: card.id.as_str().to_owned(),
            label: card_label(t, card),
            note: card_expiry(t, card),
            usable: !card.expired,
        })
        .collect()
}
