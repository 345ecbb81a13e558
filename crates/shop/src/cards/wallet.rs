//! An account's cards, as Stripe lists them.

use std::{
    cmp::Reverse,
    sync::Arc,
    time::{Duration, Instant},
};

use commerce::payment::CardExpiry;
use jiff::{Timestamp, tz::TimeZone};
use stripe_client::{
    CustomerId, Error as StripeError, ListPaymentMethods, PaymentMethod, PaymentMethodId,
    RetrieveCustomer,
};

use super::{CardsError, SavedCard, customer::Holder, is_unknown_customer};
use crate::{Shop, StoreError, accounts::AccountId};

/// A page waits no longer for Stripe, and says that the cards cannot be shown.
const PAGE_WAITS: Duration = Duration::from_secs(4);
/// More than anybody saves.
const MOST: usize = 1_000;

/// A card at Stripe.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) id: PaymentMethodId,
    brand: String,
    last4: String,
    expiry: CardExpiry,
    /// The same for the same card number.
    fingerprint: Option<String>,
    /// Unix time in seconds.
    created: i64,
}

impl Held {
    fn of(method: PaymentMethod) -> Option<Held> {
        let card = method.card?;
        Some(Held {
            id: method.id,
            brand: card.brand,
            last4: card.last4,
            expiry: CardExpiry {
                year: card.exp_year,
                month: card.exp_month,
            },
            fingerprint: card.fingerprint,
            created: method.created,
        })
    }

    fn is_same_card(&self, other: &Held) -> bool {
        self.id == other.id || (self.fingerprint.is_some() && self.fingerprint == other.fingerprint)
    }
}

/// What a Customer has saved.
#[derive(Debug)]
pub(crate) struct Wallet {
    customer: CustomerId,
    /// Newest first. The same card may be there several times.
    cards: Vec<Held>,
    default: Option<PaymentMethodId>,
}

impl Wallet {
    /// Whose it is.
    pub(crate) fn customer(&self) -> &CustomerId {
        &self.customer
    }

    /// The card of this id, if it is one of these.
    pub(super) fn find(&self, id: &PaymentMethodId) -> Option<&Held> {
        self.cards.iter().find(|card| card.id == *id)
    }

    /// What is saved of the same card, newest first.
    pub(super) fn all_of(&self, card: &Held) -> impl Iterator<Item = &Held> {
        self.cards
            .iter()
            .filter(move |other| card.is_same_card(other))
    }

    /// Whether one of these is what the owner chose.
    pub(super) fn has_default<'a>(&self, mut cards: impl Iterator<Item = &'a Held>) -> bool {
        cards.any(|card| self.default.as_ref() == Some(&card.id))
    }

    /// The card of this id as its owner sees it; none if it is not one of these.
    pub(crate) fn card(&self, id: &PaymentMethodId) -> Option<SavedCard> {
        self.find(id).map(|card| self.show(card, this_month()))
    }

    /// As the owner sees them: each card once, the default first, then the newest.
    pub(super) fn shown(&self) -> Vec<SavedCard> {
        let now = this_month();
        let cards = self.each_once().into_iter();
        let mut shown: Vec<_> = cards.map(|card| self.show(card, now)).collect();
        shown.sort_by_key(|card| !card.is_default);
        shown
    }

    /// Each card by its newest, the newest first.
    pub(super) fn each_once(&self) -> Vec<&Held> {
        let mut once: Vec<&Held> = Vec::new();
        for card in &self.cards {
            if !once.iter().any(|other| other.is_same_card(card)) {
                once.push(card);
            }
        }
        once
    }

    fn show(&self, card: &Held, now: CardExpiry) -> SavedCard {
        SavedCard {
            id: card.id.clone(),
            brand: card.brand.clone(),
            last4: card.last4.clone(),
            expiry: card.expiry,
            expired: card.expiry.is_over(now),
            is_default: self.has_default(self.all_of(card)),
        }
    }
}

fn this_month() -> CardExpiry {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    CardExpiry {
        year: u16::try_from(today.year()).unwrap_or(0),
        month: u8::try_from(today.month()).unwrap_or(1),
    }
}

/// Why an account's cards could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WalletError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Stripe(#[from] StripeError),
    #[error("Stripe takes longer than {} s", PAGE_WAITS.as_secs())]
    TooSlow,
}

impl From<WalletError> for CardsError {
    fn from(error: WalletError) -> CardsError {
        match error {
            WalletError::Store(error) => CardsError::Store(error),
            WalletError::Stripe(_) | WalletError::TooSlow => {
                tracing::warn!(%error, "saved cards could not be read");
                CardsError::Unavailable
            }
        }
    }
}

impl Shop {
    /// The account's cards, the default first, each card once however often it was saved. Nothing is asked for by anybody's
    /// customer but the account's own. A customer that Stripe no longer knows is forgotten, and has no cards.
    ///
    /// # Errors
    /// [`CardsError`]; [`CardsError::Unavailable`] when Stripe does not answer.
    pub async fn saved_cards(&self, account: &AccountId) -> Result<Vec<SavedCard>, CardsError> {
        let wallet = self.wallet(account, Freshness::OfSeconds).await?;
        Ok(wallet.map_or_else(Vec::new, |wallet| wallet.shown()))
    }

    /// What the account has at Stripe; none if it has no customer there.
    pub(crate) async fn wallet(
        &self,
        account: &AccountId,
        freshness: Freshness,
    ) -> Result<Option<Arc<Wallet>>, WalletError> {
        let mut connection = self.store().connection().await?;
        let holder = Holder::read(&mut connection, account).await?;
        drop(connection);
        let Some((customer, revision)) =
            holder.and_then(|holder| Some((holder.customer?, holder.revision)))
        else {
            return Ok(None);
        };
        if freshness == Freshness::OfSeconds
            && let Some(wallet) = self.wallets().get(&customer, revision)
        {
            return Ok(Some(wallet));
        }
        let since = Instant::now();
        let asked = tokio::time::timeout(PAGE_WAITS, self.ask_for_wallet(&customer)).await;
        match asked.map_err(|_| WalletError::TooSlow)? {
            Ok(Some(wallet)) => {
                let wallet = Arc::new(wallet);
                self.wallets()
                    .put(&customer, revision, since, wallet.clone());
                Ok(Some(wallet))
            }
            Ok(None) => {
                self.forget_customer(&customer).await?;
                Ok(None)
            }
            Err(error) if is_unknown_customer(&error) => {
                self.forget_customer(&customer).await?;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// `None` when the customer was deleted at Stripe.
    async fn ask_for_wallet(&self, customer: &CustomerId) -> Result<Option<Wallet>, StripeError> {
        let mut list = ListPaymentMethods::new(customer.clone());
        list.kind = Some("card".to_owned());
        list.limit = Some(100);
        let list = list.request();
        let whose = RetrieveCustomer::new(customer.clone()).request();
        let (cards, whose) = tokio::try_join!(
            self.stripe().fetch_all(&list, MOST),
            self.stripe().fetch(&whose)
        )?;
        if whose.deleted {
            return Ok(None);
        }
        let mut cards: Vec<_> = cards.data.into_iter().filter_map(Held::of).collect();
        // The id settles which of two of the same second is the newer, for every process alike.
        cards.sort_by_key(|card| Reverse((card.created, card.id.clone())));
        Ok(Some(Wallet {
            customer: customer.clone(),
            default: whose.default_payment_method().cloned(),
            cards,
        }))
    }
}

/// How old a list of cards may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// Of seconds ago, if the shop has changed nothing since.
    OfSeconds,
    /// Asked for now.
    Now,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn held(id: &str, fingerprint: Option<&str>, created: i64) -> Held {
        Held {
            id: PaymentMethodId::parse(id).unwrap(),
            brand: "visa".into(),
            last4: "4242".into(),
            expiry: CardExpiry {
                year: 2050,
                month: 1,
            },
            fingerprint: fingerprint.map(str::to_owned),
            created,
        }
    }

    fn wallet(cards: Vec<Held>, default: Option<&str>) -> Wallet {
        Wallet {
            customer: CustomerId::parse("cus_1").unwrap(),
            cards,
            default: default.map(|id| PaymentMethodId::parse(id).unwrap()),
        }
    }

    fn ids(wallet: &Wallet) -> Vec<(String, bool)> {
        let shown = wallet.shown().into_iter();
        shown
            .map(|card| (card.id.as_str().to_owned(), card.is_default))
            .collect()
    }

    #[test]
    fn the_same_card_is_shown_once_by_its_newest_and_stays_the_default() {
        let cards = vec![
            held("pm_4", Some("other"), 4),
            held("pm_3", Some("same"), 3),
            held("pm_2", Some("same"), 2),
        ];
        let wallet = wallet(cards, Some("pm_2"));
        assert_eq!(
            ids(&wallet),
            [("pm_3".to_owned(), true), ("pm_4".to_owned(), false)]
        );
    }

    #[test]
    fn cards_without_a_fingerprint_are_not_taken_for_one() {
        let cards = vec![held("pm_2", None, 2), held("pm_1", None, 1)];
        assert_eq!(ids(&wallet(cards, None)).len(), 2);
    }
}
