//! Search results.

use commerce::catalogue::Sort;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shop::catalogue::SearchPage as Found;
use words::Locale;

use super::{
    SearchBox,
    card::{Place, category_grid, product_grid},
    sorting::{Relevance, sort_of_request, sorting},
};
use crate::{
    error_page::PageError,
    layout::{Canonical, PageHead, page, shop},
};

/// Longest query that is looked for, in characters; the rest is left out.
const LONGEST_QUERY: usize = 100;

/// The page of what was found.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let query = use_query_map().get_untracked().get("q").unwrap_or_default();
    let query: String = query.trim().chars().take(LONGEST_QUERY).collect();
    let sort = sort_of_request();
    page(async move {
        let words = Locale::default();
        let title = if query.is_empty() {
            words.search_title().to_owned()
        } else {
            words.search_title_for(&query)
        };
        let content = if query.is_empty() {
            nothing_asked().await?.into_any()
        } else {
            let found = shop().search(&query, sort).await?;
            if found.products.is_empty() {
                nothing_found(&query).await?.into_any()
            } else {
                results(found, query, sort).into_any()
            }
        };
        Ok(view! {
            <PageHead
                title=title
                description=words.search_description()
                canonical=Canonical::Unlisted
            />
            <div class="wrap search-page">{content}</div>
        })
    })
}

async fn nothing_asked() -> Result<impl IntoView, PageError> {
    let words = Locale::default();
    let categories = shop().categories().await?;
    Ok(view! {
        <header class="page-header">
            <h1>{words.search_ask()}</h1>
        </header>
        <SearchBox large=true />
        {category_grid(categories)}
    })
}

async fn nothing_found(query: &str) -> Result<impl IntoView, PageError> {
    let words = Locale::default();
    let categories = shop().categories().await?;
    Ok(view! {
        <header class="page-header">
            <h1>{words.search_nothing(&query)}</h1>
            <p class="lead">{words.search_nothing_help()}</p>
        </header>
        <SearchBox large=true />
        {category_grid(categories)}
    })
}

fn results(found: Found, query: String, sort: Sort) -> impl IntoView {
    let words = Locale::default();
    let shown = u32::try_from(found.products.len()).unwrap_or(u32::MAX);
    let address = {
        let query = encoded(&query);
        move |sort: Sort| {
            if sort == Sort::default() {
                format!("/search?q={query}")
            } else {
                format!("/search?q={query}&sort={}", sort.as_str())
            }
        }
    };
    view! {
        <header class="page-header">
            <h1>{words.search_found(found.total, &query)}</h1>
        </header>
        <div class="list-bar">
            {(found.total > shown).then(|| view! { <p>{words.search_first(&shown)}</p> })}
            {sorting(sort, Relevance::BestMatch, address)}
        </div>
        {product_grid(found.products, Place::Top)}
    }
}

/// Percent-encodes a value of a query string.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_survives_its_address() {
        assert_eq!(encoded("salt & fig"), "salt%20%26%20fig");
        assert_eq!(encoded("thé"), "th%C3%A9");
        assert_eq!(encoded("a-b_c.d~e"), "a-b_c.d~e");
    }
}
