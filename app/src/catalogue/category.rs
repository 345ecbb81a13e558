//! A category and what is in it.

use commerce::catalogue::{Slug, Sort};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use words::Locale;

use super::{
    breadcrumbs::breadcrumbs,
    card::{Place, product_grid},
    sorting::{Relevance, sort_of_request, sorting},
};
use crate::{
    error_page::PageError,
    layout::{Canonical, PageHead, page, shop},
    page_facts::{Depends, PageFacts},
};

/// The slug in the address; what cannot be one is the address of nothing.
pub(super) fn slug_of_request() -> Result<Slug, PageError> {
    let slug = use_params_map()
        .get_untracked()
        .get("slug")
        .unwrap_or_default();
    slug.parse().map_err(|_| PageError::NotFound)
}

/// The page of a category.
#[component]
pub(crate) fn CategoryPage() -> impl IntoView {
    let slug = slug_of_request();
    let sort = sort_of_request();
    page(async move {
        let slug = slug?;
        let page = shop()
            .category(&slug, sort)
            .await?
            .ok_or(PageError::NotFound)?;
        let shown = page
            .products
            .iter()
            .map(|product| product.slug.clone())
            .collect();
        expect_context::<PageFacts>().keep_until_changed(Depends::Products(shown));
        let words = Locale::default();
        let path = format!("/c/{slug}");
        let address = {
            let path = path.clone();
            move |sort: Sort| {
                if sort == Sort::default() {
                    path.clone()
                } else {
                    format!("{path}?sort={}", sort.as_str())
                }
            }
        };
        let category = page.category;
        let count = u32::try_from(page.products.len()).unwrap_or(u32::MAX);
        Ok(view! {
            <PageHead
                title=category.title.clone()
                description=category.summary.clone()
                canonical=Canonical::Path(path.clone())
                picture=Some(category.picture)
            />
            <div class="wrap">
                {breadcrumbs(vec![(category.title.clone(), path)])}
                <header class="page-header">
                    <h1>{category.title}</h1>
                    <p class="lead">{category.summary}</p>
                </header>
                {if count == 0 {
                    view! { <p class="empty">{words.catalogue_empty_category()}</p> }.into_any()
                } else {
                    view! {
                        <div class="list-bar">
                            <p>{words.catalogue_things(count)}</p>
                            {sorting(sort, Relevance::OwnOrder, address)}
                        </div>
                        {product_grid(page.products, Place::Top)}
                    }
                        .into_any()
                }}
            </div>
        })
    })
}
