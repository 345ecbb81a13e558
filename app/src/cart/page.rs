//! The cart page.

use commerce::cart::Cart;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use words::Locale;

use super::{contents::contents, said::Said, whose};
use crate::layout::{Canonical, PageHead, page, shop};

/// What is in the cart, at today's prices and stock.
#[component]
pub(crate) fn CartPage() -> impl IntoView {
    // After a plain form the page itself has to say how it went.
    let said = use_query_map()
        .get_untracked()
        .get("said")
        .map_or(Said::Nothing, |text| Said::from_query(&text));
    page(async move {
        let shop = shop();
        let cart = match whose::find().await? {
            Some(cart) => shop.cart(&cart).await?,
            None => Cart::empty(shop.currency().await?),
        };
        let words = Locale::default();
        Ok(view! {
            <PageHead
                title=words.cart_title()
                description=words.cart_page_description()
                canonical=Canonical::Unlisted
            />
            <div class="wrap cart-page">
                <h1>{words.cart_title()}</h1>
                <div class="said" role="status">
                    <p id="cart-said" class=said.class() tabindex="-1">
                        {said.text()}
                    </p>
                </div>
                <div id="cart-contents" class="cart-contents">
                    {contents(cart)}
                </div>
            </div>
        })
    })
}
