//! The home page: what the shop is, its categories, a few things from each.

use commerce::catalogue::Picture;
use leptos::prelude::*;
use words::Locale;

use super::{
    card::{Place, category_grid, product_grid},
    picture::{Fetch, picture_element},
};
use crate::{
    layout::{Canonical, PageHead, page, shop},
    page_facts::{Depends, PageFacts},
};

fn hero_picture() -> Picture {
    Picture {
        src: "/hero.svg".to_owned(),
        alt: Locale::default().catalogue_hero_alt().to_owned(),
        width: 1200,
        height: 900,
    }
}

/// The home page.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    page(async {
        let home = shop().home().await?;
        // Which products are featured goes by the stock of all.
        expect_context::<PageFacts>().keep_until_changed(Depends::Everything);
        let words = Locale::default();
        let first = home.categories.first().map(|category| {
            (format!("/c/{}", category.slug), words.catalogue_hero_link(&category.title))
        });
        Ok(view! {
            <PageHead
                title=words.shop_claim()
                description=words.catalogue_home_description()
                canonical=Canonical::Path("/".to_owned())
                picture=Some(hero_picture())
            />
            <section class="hero wrap">
                <div class="hero-words">
                    <h1>{words.catalogue_hero_title()}</h1>
                    <p class="lead">{words.catalogue_hero_text()}</p>
                    {first
                        .map(|(href, title)| {
                            view! {
                                <p class="actions">
                                    <a class="button primary" href=href>
                                        {title}
                                    </a>
                                </p>
                            }
                        })}
                </div>
                <div class="hero-picture">
                    {picture_element(
                        hero_picture(),
                        words.catalogue_hero_alt().to_owned(),
                        Fetch::First,
                    )}
                </div>
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
