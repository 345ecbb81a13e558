//! The way from the home page to this one, for people and for search engines.

use leptos::prelude::*;
use words::Locale;

use super::structured_data::{breadcrumb_list, json_ld};
use crate::layout::site;

/// The steps after the home page: title and path of each; the last is the page itself.
pub(super) fn breadcrumbs(steps: Vec<(String, String)>) -> impl IntoView {
    let words = Locale::default();
    let steps: Vec<_> = std::iter::once((words.catalogue_home().to_owned(), "/".to_owned()))
        .chain(steps)
        .collect();
    let data = json_ld(&breadcrumb_list(&site(), &steps));
    let last = steps.len() - 1;
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, (title, path))| {
            let current = (index == last).then_some("page");
            view! {
                <li>
                    <a href=path aria-current=current>
                        {title}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label=words.catalogue_breadcrumbs()>
            <ol>{items}</ol>
        </nav>
        {data}
    }
}
