//! What a page tells the server while it is rendered: on what it depends, and what it needs from the browser.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use commerce::catalogue::Slug;

/// What has to change before a kept copy of a page is out of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Depends {
    /// One of these products, in price, stock or words.
    Products(Vec<Slug>),
    /// Anything in the catalogue.
    Everything,
}

#[derive(Debug, Default)]
struct Facts {
    dependencies: Option<Depends>,
    stripe: bool,
}

/// Collects what one rendering tells. The server provides a fresh one as context for each.
#[derive(Debug, Clone, Default)]
pub struct PageFacts(Arc<Mutex<Facts>>);

impl PageFacts {
    /// Anonymous copies of this page may be kept until one of `dependencies` changes. A page that never says so is
    /// rendered for each visitor.
    pub fn keep_until_changed(&self, dependencies: Depends) {
        self.lock().dependencies = Some(dependencies);
    }

    /// The page loads Stripe.js: the content security policy has to let Stripe's hosts in.
    pub fn uses_stripe(&self) {
        self.lock().stripe = true;
    }

    /// What [`PageFacts::keep_until_changed`] was told.
    pub fn dependencies(&self) -> Option<Depends> {
        self.lock().dependencies.clone()
    }

    /// Whether the page loads Stripe.js.
    pub fn needs_stripe(&self) -> bool {
        self.lock().stripe
    }

    fn lock(&self) -> MutexGuard<'_, Facts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
