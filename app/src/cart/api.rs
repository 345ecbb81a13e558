//! The calls that read and change a cart. Each is an address that takes a plain form, and a function in the browser.
//!
//! Whoever calls can only reach the cart of the cookie that comes with the call. A plain form is answered with a way
//! to the cart page, which says how it went.

#![allow(
    missing_docs,
    reason = "the server macro makes a struct of each function's arguments"
)]

use commerce::{cart::CartChange, catalogue::Sku};
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    super::{cookie, said::Said},
    commerce::cart::{Cart, CartOutcome, Quantity},
    http::{StatusCode, header::ACCEPT, request::Parts},
    leptos_axum::ResponseOptions,
    shop::{Shop, StoreError},
};

/// Why a call came to nothing. The cart is as it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CartError {
    /// The shop could not be reached or could not read its store; trying again may help.
    Unavailable,
    /// The call does not say what to do; trying again does not help.
    NotUnderstood,
}

impl FromServerFnError for CartError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> CartError {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => CartError::NotUnderstood,
            _ => CartError::Unavailable,
        }
    }
}

/// Puts `quantity` more pieces of a variant into the cart, as many as there are; makes a cart if there is none.
///
/// # Errors
/// [`CartError`].
#[server(name = CartAdd, prefix = "/api", endpoint = "cart/add")]
pub async fn add(sku: Sku, quantity: u32) -> Result<CartChange, CartError> {
    let quantity = Quantity::try_from(quantity.clamp(1, Quantity::MAX))
        .map_err(|_| CartError::NotUnderstood)?;
    let shop = expect_context::<Shop>();
    let key = cookie::read_or_create();
    answer(
        shop.add_to_cart(&key, &sku, quantity).await,
        Said::Added(None),
    )
}

/// Sets how many pieces of a variant are in the cart, or, with a `step`, changes the number that the form showed by
/// that many. None or fewer takes it out.
///
/// # Errors
/// [`CartError`].
#[server(name = CartSet, prefix = "/api", endpoint = "cart/set")]
pub async fn set(sku: Sku, quantity: u32, step: Option<i32>) -> Result<CartChange, CartError> {
    let wanted = quantity
        .saturating_add_signed(step.unwrap_or(0))
        .min(Quantity::MAX);
    let shop = expect_context::<Shop>();
    let Some(key) = cookie::read() else {
        return answer(nothing(&shop).await, Said::Changed);
    };
    let quantity = Quantity::try_from(wanted).ok();
    answer(shop.set_quantity(&key, &sku, quantity).await, Said::Changed)
}

/// The customer has read what changed: it is not told again.
///
/// # Errors
/// [`CartError`].
#[server(name = CartAcknowledge, prefix = "/api", endpoint = "cart/acknowledge")]
pub async fn acknowledge() -> Result<CartChange, CartError> {
    let shop = expect_context::<Shop>();
    let Some(key) = cookie::read() else {
        return answer(nothing(&shop).await, Said::Changed);
    };
    answer(
        shop.acknowledge_notices(&key).await.map(unchanged),
        Said::Changed,
    )
}

/// The cart at today's prices and stock.
///
/// # Errors
/// [`CartError`].
#[server(name = CartRead, prefix = "/api", endpoint = "cart/read")]
pub async fn read() -> Result<CartChange, CartError> {
    let shop = expect_context::<Shop>();
    let Some(key) = cookie::read() else {
        return answer(nothing(&shop).await, Said::Changed);
    };
    answer(shop.cart(&key).await.map(unchanged), Said::Changed)
}

/// The cart of someone who has none.
#[cfg(feature = "ssr")]
async fn nothing(shop: &Shop) -> Result<CartChange, StoreError> {
    Ok(unchanged(Cart::empty(shop.currency().await?)))
}

#[cfg(feature = "ssr")]
fn unchanged(cart: Cart) -> CartChange {
    CartChange {
        cart,
        outcome: CartOutcome::Done,
    }
}

/// The answer to a call, and for a plain form the way to the cart page, which says `done` or what was not done.
#[cfg(feature = "ssr")]
fn answer(change: Result<CartChange, StoreError>, done: Said) -> Result<CartChange, CartError> {
    let said = match &change {
        Ok(change) => done.unless(change.outcome),
        Err(error) => {
            tracing::error!(%error, "a cart could not be read or changed");
            Said::Failed
        }
    };
    let accept = use_context::<Parts>().and_then(|parts| parts.headers.get(ACCEPT).cloned());
    let plain_form = accept
        .as_ref()
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if plain_form {
        leptos_axum::redirect(&format!("/cart?said={}", said.to_query()));
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(StatusCode::SEE_OTHER);
        }
    }
    change.map_err(|_| CartError::Unavailable)
}
