//! The drawings of header and footer: the brand mark, the magnifier.

use leptos::prelude::*;

/// A wave in a bowl: the shop's mark.
pub(super) fn brand_mark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
            <circle class="brand-ground" cx="20" cy="20" r="20" />
            <path
                class="brand-bowl"
                d="M8 19h24c0 8-5 13-9.5 13.6V34h-5v-1.4C13 32 8 27 8 19Z"
            />
            <path
                class="brand-wave"
                d="M9 14.5c2-3 4-3 5.8-.6s3.5 2.4 5.2 0 3.4-2.4 5.2 0 3.800 2.4 5.800-.6"
                fill="none"
                stroke-width="2.2"
                stroke-linecap="round"
            />
        </svg>
    }
}

/// A magnifier.
pub(crate) fn magnifier() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round">
            <circle cx="10.5" cy="10.5" r="6.5" />
            <path d="m15.5 15.5 5 5" />
        </svg>
    }
}
