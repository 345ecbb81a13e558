//! The header: name, search, account, cart, categories.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shop::catalogue::CategoryCard;
use words::Locale;

use super::icon::person;
use crate::{
    account::is_account_page,
    cart::{CartMenu, Drawer},
    catalogue::SearchBox,
};

/// The header of every page.
#[component]
pub(super) fn Header(
    /// As customers read it.
    shop_name: String,
    /// Whether no money moves here.
    sandbox: bool,
    /// All of the shop's.
    categories: Vec<CategoryCard>,
) -> impl IntoView {
    let words = Locale::default();
    let path = use_location().pathname.get_untracked();
    // On these pages the cart is in view already, so its button is a plain link.
    let drawer = match path.as_str() {
        "/cart" | "/checkout" => Drawer::HasNot,
        _ => Drawer::Has,
    };
    let items = categories
        .into_iter()
        .map(|category| {
            let href = format!("/c/{}", category.slug);
            let current = (href == path).then_some("page");
            view! {
                <li>
                    <a href=href aria-current=current>
                        {category.title}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <header class="site-header">
            {sandbox.then(notice_of_sandbox)}
            <div class="site-bar wrap">
                <a class="brand" href="/" aria-label=words.shop_to_home(&shop_name)>
                    <img src="/brand.svg" alt="" width="44" height="44" />
                    <span>{shop_name.clone()}</span>
                </a>
                <SearchBox />
                <div class="site-links">
                    {account_link(&path)}
                    <CartMenu drawer />
                </div>
            </div>
            <nav class="category-nav wrap" aria-label=words.shop_categories()>
                <ul>{items}</ul>
            </nav>
        </header>
    }
}

/// The way to the account. It is the same for everybody: pages that are kept for all tell nothing of one visitor.
fn account_link(path: &str) -> impl IntoView + use<> {
    let current = is_account_page(path).then_some("page");
    view! {
        <a class="account-link" href="/account" aria-current=current>
            {person()}
            <span>{Locale::default().account_link()}</span>
        </a>
    }
}

/// Says that no money moves, and with which card to try it.
fn notice_of_sandbox() -> impl IntoView {
    let words = Locale::default();
    view! {
        <p class="test-mode">
            <strong>{words.shop_sandbox()}</strong>
            " "
            {words.shop_sandbox_card()}
        </p>
    }
}
