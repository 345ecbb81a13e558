//! Keeping the renderings of pages apart.
//!
//! Leptos finds the context of a rendering by its owner, which it notes for the thread that it runs on. A rendering that waits
//! for the store goes on later, perhaps on another thread, where another page's owner is noted; what it then puts into the
//! head would be lost, or come into that other page. So the owner is noted anew whenever a rendering goes on.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    sync::{Arc, OnceLock},
};

use leptos::prelude::Owner;

/// The owner of one rendering, known as soon as the rendering has begun.
#[derive(Clone, Default)]
pub(super) struct RenderingOwner(Arc<OnceLock<Owner>>);

impl RenderingOwner {
    /// Notes the current owner as the rendering's. To be called where the rendering's contexts are provided.
    pub(super) fn note(&self) {
        if let Some(owner) = Owner::current() {
            // Refused when it is noted already.
            let _ = self.0.set(owner);
        }
    }

    /// Runs a rendering that calls [`RenderingOwner::note`]. What is noted for the thread stays as it was.
    pub(super) async fn run<F: Future>(&self, rendering: F) -> F::Output {
        let mut rendering = pin!(rendering);
        let before = Owner::new();
        poll_fn(|task| {
            let owner = self.0.get().unwrap_or(&before).clone();
            owner.with(|| rendering.as_mut().poll(task))
        })
        .await
    }
}
