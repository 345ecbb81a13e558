//! Signs drawn in the page itself, in the colour of the text around them.

use leptos::prelude::*;

/// A magnifier.
pub(crate) fn magnifier() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round">
            <circle cx="10.5" cy="10.5" r="6.5" />
            <path d="m15.5 15.5 5 5" />
        </svg>
    }
}

/// Somebody.
pub(super) fn person() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round">
            <circle cx="12" cy="8" r="3.75" />
            <path d="M4.75 20c.6-4 3.4-6 7.25-6s6.65 2 7.25 6" />
        </svg>
    }
}
