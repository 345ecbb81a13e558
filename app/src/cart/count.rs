//! The number on the cart's button: the island that wakes everything about the cart in a page.

use leptos::prelude::*;

/// Pieces in this visitor's cart; the frame of each page provides it.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct InCart(pub(crate) u32);

/// Pieces in the cart. It has no properties, because reading them would bring a reader of JSON into every page; in the
/// browser it begins with the number that the server wrote.
#[island]
pub fn CartCount() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let count = super::behaviour::start();
    #[cfg(not(feature = "hydrate"))]
    let count = {
        #[cfg(feature = "ssr")]
        let in_cart = use_context::<InCart>().map_or(0, |count| count.0);
        #[cfg(not(feature = "ssr"))]
        let in_cart = 0;
        RwSignal::new(in_cart)
    };
    view! {
        <span id="cart-count" class="cart-count" class:none=move || count.get() == 0>
            {move || count.get()}
        </span>
    }
}
