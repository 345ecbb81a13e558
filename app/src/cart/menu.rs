//! The cart in the header: a button with the count, and the drawer that it opens.

use leptos::prelude::*;
use words::Locale;

use super::count::CartCount;

/// Whether a page has a drawer; one that shows the cart anyway has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drawer {
    /// It has.
    Has,
    /// The button is a link to the cart page, as it is everywhere without a script.
    HasNot,
}

/// The cart's button and drawer.
#[component]
pub(crate) fn CartMenu(drawer: Drawer) -> impl IntoView {
    let words = Locale::default();
    view! {
        <a id="cart-button" class="cart-button" href="/cart">
            <span class="visually-hidden">{words.cart_button()}</span>
            <svg
                viewBox="0 0 24 24"
                width="28"
                height="28"
                aria-hidden="true"
                fill="none"
                stroke="currentColor"
                stroke-width="1.6"
                stroke-linejoin="round"
            >
                <path d="M4.5 9h15l-1.4 10.5H5.9zM8.5 9c0-3 1.3-5 3.5-5s3.5 2 3.5 5" />
            </svg>
            <CartCount />
        </a>
        {(drawer == Drawer::Has).then(dialog)}
    }
}

fn dialog() -> impl IntoView {
    let words = Locale::default();
    view! {
        <dialog id="cart-drawer" class="drawer" aria-labelledby="cart-drawer-title">
            <div class="drawer-inner">
                <div class="drawer-header">
                    <h2 id="cart-drawer-title">{words.cart_title()}</h2>
                    <form method="dialog">
                        <button class="icon-button" aria-label=words.cart_close()>
                            "✕"
                        </button>
                    </form>
                </div>
                <div class="said" role="status">
                    <p id="cart-said" class="visually-hidden" tabindex="-1"></p>
                </div>
                <div id="cart-contents" class="cart-contents">
                    <p class="cart-loading">{words.cart_loading()}</p>
                </div>
            </div>
        </dialog>
    }
}
