//! The search box: a plain form, in the header and on pages that lost their way.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use words::Locale;

use crate::layout::magnifier;

/// A form that leads to the search page; it keeps what was searched.
#[component]
pub(crate) fn SearchBox(
    /// The one in a page's middle instead of the header's.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let words = Locale::default();
    let query = use_query_map().get_untracked().get("q").unwrap_or_default();
    let (class, label) = if large {
        ("search-box large", words.search_ask())
    } else {
        ("search-box", words.search_label())
    };
    view! {
        <form class=class role="search" aria-label=label action="/search" method="get">
            <input
                type="search"
                name="q"
                value=query
                aria-label=words.search_label()
                placeholder=words.search_placeholder()
                maxlength="100"
                autocomplete="off"
                enterkeyhint="search"
                required
            />
            <button type="submit" aria-label=words.search_go()>
                {magnifier()}
            </button>
        </form>
    }
}
