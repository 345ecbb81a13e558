//! What Stripe said of an account's cards a moment ago.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use stripe_client::CustomerId;

use super::wallet::Wallet;

/// Long enough for the pages of one visit; what the shop itself changes is seen at once, by the revision.
const KEPT_FOR: Duration = Duration::from_secs(5);

struct Kept {
    /// The account's when Stripe was asked.
    revision: i64,
    since: Instant,
    wallet: Arc<Wallet>,
}

/// Lists of cards of this process, by whose they are.
#[derive(Default)]
pub(crate) struct WalletCache(Mutex<HashMap<CustomerId, Kept>>);

impl WalletCache {
    /// The customer's cards, if they are of this revision and of seconds ago.
    pub(super) fn get(&self, customer: &CustomerId, revision: i64) -> Option<Arc<Wallet>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(customer)
            .filter(|kept| kept.revision == revision && kept.since.elapsed() < KEPT_FOR)
            .map(|kept| kept.wallet.clone())
    }

    /// Keeps what Stripe said when it was asked `since`, and drops what is too old.
    pub(super) fn put(
        &self,
        customer: &CustomerId,
        revision: i64,
        since: Instant,
        wallet: Arc<Wallet>,
    ) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, kept| kept.since.elapsed() < KEPT_FOR);
        let news = Kept {
            revision,
            since,
            wallet,
        };
        kept.insert(customer.clone(), news);
    }
}
