//! Cards of products and categories, in grids.

use commerce::catalogue::StockLevel;
use leptos::prelude::*;
use shop::catalogue::{CategoryCard, ProductCard};
use words::Locale;

use super::picture::{Fetch, picture_element};

/// So many cards of a grid at a page's top are in view on a large screen.
const IN_VIEW: usize = 3;

/// Whether a grid begins in the first screenful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Top,
    Below,
}

/// A grid of products.
pub(super) fn product_grid(products: Vec<ProductCard>, place: Place) -> impl IntoView {
    let cards = products
        .into_iter()
        .enumerate()
        .map(|(index, product)| {
            let eager = place == Place::Top && index < IN_VIEW;
            let fetch = if eager { Fetch::Eager } else { Fetch::Lazy };
            view! { <li>{product_card(product, place, fetch)}</li> }
        })
        .collect_view();
    let class = match place {
        Place::Top => "product-grid large",
        Place::Below => "product-grid",
    };
    view! { <ul class=class>{cards}</ul> }
}

fn product_card(product: ProductCard, place: Place, fetch: Fetch) -> impl IntoView {
    let words = Locale::default();
    let price = if product.several_prices {
        words.catalogue_from(&product.from)
    } else {
        product.from.to_string()
    };
    // Below there is a heading of the section; at the top there is only the page's.
    let title = match place {
        Place::Top => view! { <h2 class="card-title">{product.title}</h2> }.into_any(),
        Place::Below => view! { <h3 class="card-title">{product.title}</h3> }.into_any(),
    };
    let badge = match StockLevel::of(product.available) {
        StockLevel::SoldOut => Some(words.catalogue_sold_out().to_owned()),
        StockLevel::Few(left) => Some(words.catalogue_few_left(left)),
        StockLevel::InStock => None,
    };
    view! {
        <a class="product-card" href=format!("/p/{}", product.slug)>
            <div class="card-picture">
                {picture_element(product.picture, String::new(), fetch)}
                {badge.map(|badge| view! { <span class="badge">{badge}</span> })}
            </div>
            {title}
            <p class="card-summary">{product.summary}</p>
            <p class="card-price">{price}</p>
        </a>
    }
}

/// A grid of categories; nothing where there are none.
pub(crate) fn category_grid(categories: Vec<CategoryCard>) -> impl IntoView {
    let shown = !categories.is_empty();
    let cards = categories
        .into_iter()
        .map(|category| {
            view! {
                <li>
                    <a class="category-card" href=format!("/c/{}", category.slug)>
                        {picture_element(category.picture, String::new(), Fetch::Lazy)}
                        <span class="category-card-title">{category.title}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    shown.then(|| view! { <ul class="category-grid">{cards}</ul> })
}
