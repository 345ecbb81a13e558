//! The cart page's island.

#![allow(
    unreachable_pub,
    reason = "the island macro makes items public that nobody reaches"
)]

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
