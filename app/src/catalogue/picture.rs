//! Pictures in pages: always with their size, so that nothing moves when they arrive.

use commerce::catalogue::Picture;
use leptos::prelude::*;

/// When a browser should fetch a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fetch {
    /// At once and before others: it is the largest thing in view.
    First,
    /// At once.
    Eager,
    /// When it comes near the view.
    Lazy,
}

/// The picture as an element. `alt` is given apart, because a card's title may say it already.
pub(super) fn picture_element(picture: Picture, alt: String, fetch: Fetch) -> impl IntoView {
    let loading = match fetch {
        Fetch::First | Fetch::Eager => "eager",
        Fetch::Lazy => "lazy",
    };
    view! {
        <img
            src=picture.src
            alt=alt
            width=picture.width
            height=picture.height
            loading=loading
            decoding="async"
            fetchpriority=(fetch == Fetch::First).then_some("high")
        />
    }
}
