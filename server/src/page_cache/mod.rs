//! Pages that are rendered once and kept until something on them changes.
//!
//! [`FrontDoor`] stands before everything else: it answers from here whoever asks for a catalogue page without having a
//! cart, and lets all others through to the router. Before a kept page is sent, the shop is asked what has changed, by a
//! check that began after the request came; so a changed price shows at the next request, whichever process changed it.

mod encoding;
pub(crate) mod etag;
mod freshness;
mod front_door;
mod kept_page;
mod key;

pub(crate) use front_door::FrontDoor;
pub(crate) use key::{Kind, names_a_visitor};

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use quick_cache::{Weighter, sync::Cache};
use shop::{
    Shop,
    catalogue::{CatalogueChanges, Changed},
};

use self::{
    freshness::SharedCheck,
    kept_page::KeptPage,
    key::{PageKey, PageKeyRef},
};

/// Pages take at most this many bytes together.
const CAPACITY: u64 = 16 * 1024 * 1024;
/// A guess that sizes the table: catalogue pages take some 30 kB.
const EXPECTED_PAGES: usize = 400;

/// Everybody waits for a check, so one that takes this long has failed.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct ByBytes;

impl Weighter<PageKey, Arc<KeptPage>> for ByBytes {
    fn weight(&self, key: &PageKey, page: &Arc<KeptPage>) -> u64 {
        (key.len() + page.weight()) as u64
    }
}

/// The kept pages.
pub(crate) struct PageCache {
    shop: Shop,
    /// Whether pages are kept at all: not while they are being developed.
    keeps: bool,
    pages: Cache<PageKey, Arc<KeptPage>, ByBytes>,
    /// The catalogue's revision up to which changes have been applied to `pages`. Held while pages are removed and while one
    /// is put in, so that a page rendered before a change never comes in after the change was applied.
    revision: Mutex<i64>,
    check: SharedCheck,
}

impl PageCache {
    /// Nothing kept yet; with `keeps` false, nothing ever. [`PageCache::run`] must be running before the first request.
    pub(crate) fn new(shop: Shop, keeps: bool) -> PageCache {
        PageCache {
            shop,
            keeps,
            pages: Cache::with_weighter(EXPECTED_PAGES, CAPACITY, ByBytes),
            revision: Mutex::new(0),
            check: SharedCheck::default(),
        }
    }

    /// Asks the shop for changes whenever a request waits for it; never ends.
    pub(crate) async fn run(self: Arc<Self>) {
        let check = self.check.clone();
        check.run(|| self.refresh()).await;
    }

    async fn refresh(&self) -> bool {
        let since = *self.lock();
        let reading = self.shop.catalogue_changes(since);
        let problem = match tokio::time::timeout(PATIENCE, reading).await {
            Ok(Ok(changes)) => {
                self.apply(changes);
                return true;
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "no answer in time".to_owned(),
        };
        tracing::error!(
            problem,
            "changes of the catalogue cannot be read; pages are rendered anew"
        );
        false
    }

    fn apply(&self, changes: CatalogueChanges) {
        let mut revision = self.lock();
        match &changes.changed {
            Changed::Nothing => {}
            changed => self.pages.retain(|_, page| !page.shows(changed)),
        }
        *revision = changes.revision;
    }

    /// Puts a page in by `insert`, unless something changed since `revision`, before which it may have been rendered.
    fn keep(&self, revision: i64, insert: impl FnOnce()) {
        let now = self.lock();
        if *now == revision {
            insert();
        }
    }

    fn lock(&self) -> MutexGuard<'_, i64> {
        self.revision.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
