//! The choice of an order, as links: each is an address of its own, and none needs a script.

use commerce::catalogue::Sort;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use words::Locale;

/// What [`Sort::Relevance`] is called.
#[derive(Debug, Clone, Copy)]
pub(super) enum Relevance {
    /// The shop's own order.
    OwnOrder,
    /// How well it matches what was searched.
    BestMatch,
}

/// The order that the address asks for.
pub(super) fn sort_of_request() -> Sort {
    let query = use_query_map().get_untracked();
    query
        .get("sort")
        .map_or_else(Sort::default, |text| Sort::from_query(&text))
}

/// Links to the same page in each order. `address` makes the address for one.
pub(super) fn sorting(
    current: Sort,
    relevance: Relevance,
    address: impl Fn(Sort) -> String,
) -> impl IntoView {
    let words = Locale::default();
    let links = Sort::ALL
        .into_iter()
        .map(|sort| {
            let title = match (sort, relevance) {
                (Sort::Relevance, Relevance::OwnOrder) => words.catalogue_sort_relevance(),
                (Sort::Relevance, Relevance::BestMatch) => words.catalogue_sort_match(),
                (Sort::PriceUp, _) => words.catalogue_sort_price_up(),
                (Sort::PriceDown, _) => words.catalogue_sort_price_down(),
                (Sort::Title, _) => words.catalogue_sort_title(),
            };
            view! {
                <li>
                    <a href=address(sort) aria-current=(sort == current).then_some("true") rel="nofollow">
                        {title}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="sorting" aria-label=words.catalogue_sort()>
            <span class="sorting-label" aria-hidden="true">
                {words.catalogue_sort()}
            </span>
            <ul>{links}</ul>
        </nav>
    }
}
