//! The home page: what the shop is, its categories, a few things from each.

use leptos::prelude::*;
use shop::catalogue::CategoryCard;
use words::Locale;

use super::{
    card::{Place, category_grid, product_grid},
    picture::{Fetch, picture_element},
};
use crate::{
    layout::{Canonical, PageHead, page, shop},
    page_facts::{Depends, PageFacts},
};

/// The home page.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    page(async {
        let home = shop().home().await?;
        // Which products are featured goes by the stock of all.
        expect_context::<PageFacts>().keep_until_changed(Depends::Everything);
        let words = Locale::default();
        let (link, picture) = home.categories.first().map(hero_parts).unzip();
        Ok(view! {
            <PageHead
                title=words.shop_claim()
                description=words.catalogue_home_description()
                canonical=Canonical::Path("/".to_owned())
            />
            <section class="hero wrap">
                <div class="hero-words">
                    <h1>{words.catalogue_hero_title()}</h1>
                    <p class="lead">{words.catalogue_hero_text()}</p>
                    {link}
                </div>
                {picture}
            </section>
            <section class="wrap section" aria-labelledby="categories">
                <h2 id="categories">{words.catalogue_categories_title()}</h2>
                {category_grid(home.categories)}
            </section>
            <section class="wrap section" aria-labelledby="featured">
                <h2 id="featured">{words.catalogue_featured_title()}</h2>
                <p class="section-text">{words.catalogue_featured_text()}</p>
                {product_grid(home.featured, Place::Below)}
            </section>
        })
    })
}

/// The link and the picture that the first category lends to the page's head.
fn hero_parts(category: &CategoryCard) -> (impl IntoView + use<>, impl IntoView + use<>) {
    let words = Locale::default();
    let picture = category.picture.clone();
    let alt = picture.alt.clone();
    let link = view! {
        <p class="actions">
            <a class="button primary" href=format!("/c/{}", category.slug)>
                {words.catalogue_hero_link(&category.title)}
            </a>
        </p>
    };
    let picture =
        view! { <div class="hero-picture">{picture_element(picture, alt, Fetch::First)}</div> };
    (link, picture)
}
