//! The cart page's island.

use commerce::cart::Cart;
use leptos::prelude::*;

use super::{
    contents::{Place, contents, said},
    state::CartState,
};

/// The whole cart, on its page.
#[island]
pub fn CartView(
    /// As the server read it.
    cart: Cart,
) -> impl IntoView {
    let state = CartState::of_page().with_cart(cart);
    view! {
        {said(state.clone())}
        {contents(state, Place::Page)}
    }
}
