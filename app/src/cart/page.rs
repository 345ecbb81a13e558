//! The cart page.

use commerce::cart::Cart;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use words::Locale;

use super::{cookie, said::Said, view::CartView};
use crate::layout::{Canonical, PageHead, page, shop};

/// What is in the cart, at today's prices and stock.
#[component]
pub(crate) fn CartPage() -> impl IntoView {
    let said = use_query_map().get_untracked().get("said");
    page(async move {
        let shop = shop();
        let cart = match cookie::read() {
            Some(key) => shop.cart(&key).await?,
            None => Cart::empty(shop.currency().await?),
        };
        let words = Locale::default();
        // After a plain form the page itself has to say how it went.
        let said = said.and_then(|text| Said::from_query(&text));
        Ok(view! {
            <PageHead
                title=words.cart_title()
                description=words.cart_page_description()
                canonical=Canonical::Unlisted
            />
            <div class="wrap cart-page">
                <h1>{words.cart_title()}</h1>
                {said
                    .map(|said| {
                        view! {
                            <p class=said.class() role="status">
                                {said.text()}
                            </p>
                        }
                    })}
                <CartView cart />
            </div>
        })
    })
}
