//! The calls that read and change a cart. Each is an address that takes a plain form, and a function in the browser.
//!
//! Whoever calls can only reach their own cart: that of the session, or of the cookie, that comes with the call. A plain form is answered with a way
//! to the cart page, which says how it went.

#![allow(
    missing_docs,
    reason = "the server macro makes a struct of each function's arguments"
)]

use commerce::catalogue::Sku;
use leptos::{
    prelude::*,
    server_fn::codec::{Post, PostUrl},
};

use super::answer::{CartAnswer, CartError, PlainText};

#[cfg(feature = "ssr")]
use {
    super::{contents::contents, said::Said, whose},
    commerce::cart::{Cart, CartChange, CartOutcome, Quantity},
    http::{StatusCode, header::ACCEPT, request::Parts},
    leptos_axum::ResponseOptions,
    shop::{Shop, StoreError},
};

/// Puts `quantity` more pieces of a variant into the cart, as many as there are; makes a cart if there is none.
///
/// # Errors
/// [`CartError`].
#[server(name = CartAdd, prefix = "/api", endpoint = "cart/add", input = PostUrl, output = Post<PlainText>)]
pub async fn add(sku: Sku, quantity: u32) -> Result<CartAnswer, CartError> {
    let quantity = Quantity::try_from(quantity.clamp(1, Quantity::MAX))
        .map_err(|_| CartError::NotUnderstood)?;
    let shop = expect_context::<Shop>();
    let change = match whose::find_or_make().await {
        Ok(cart) => shop.add_to_cart(&cart, &sku, quantity).await,
        Err(error) => Err(error),
    };
    let title = change.as_ref().ok().and_then(|change| {
        let line = change.cart.lines.iter().find(|line| line.sku == sku)?;
        Some(line.title.clone())
    });
    answer(change, Said::Added(title))
}

/// Sets how many pieces of a variant are in the cart, or, with a `step`, changes the number that the form showed by
/// that many. None or fewer takes it out.
///
/// # Errors
/// [`CartError`].
#[server(name = CartSet, prefix = "/api", endpoint = "cart/set", input = PostUrl, output = Post<PlainText>)]
pub async fn set(sku: Sku, quantity: u32, step: Option<i32>) -> Result<CartAnswer, CartError> {
    let wanted = quantity
        .saturating_add_signed(step.unwrap_or(0))
        .min(Quantity::MAX);
    let done = if wanted == 0 {
        Said::Removed
    } else {
        Said::Changed
    };
    let shop = expect_context::<Shop>();
    let quantity = Quantity::try_from(wanted).ok();
    let change = match whose::find().await {
        Ok(Some(cart)) => shop.set_quantity(&cart, &sku, quantity).await,
        Ok(None) => nothing(&shop).await,
        Err(error) => Err(error),
    };
    answer(change, done)
}

/// The customer has read what changed: it is not told again.
///
/// # Errors
/// [`CartError`].
#[server(name = CartAcknowledge, prefix = "/api", endpoint = "cart/acknowledge", input = PostUrl, output = Post<PlainText>)]
pub async fn acknowledge() -> Result<CartAnswer, CartError> {
    let shop = expect_context::<Shop>();
    let change = match whose::find().await {
        Ok(Some(cart)) => shop.acknowledge_notices(&cart).await.map(unchanged),
        Ok(None) => nothing(&shop).await,
        Err(error) => Err(error),
    };
    answer(change, Said::Nothing)
}

/// The cart at today's prices and stock.
///
/// # Errors
/// [`CartError`].
#[server(name = CartRead, prefix = "/api", endpoint = "cart/read", input = PostUrl, output = Post<PlainText>)]
pub async fn read() -> Result<CartAnswer, CartError> {
    let shop = expect_context::<Shop>();
    let change = match whose::find().await {
        Ok(Some(cart)) => shop.cart(&cart).await.map(unchanged),
        Ok(None) => nothing(&shop).await,
        Err(error) => Err(error),
    };
    answer(change, Said::Nothing)
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
fn answer(change: Result<CartChange, StoreError>, done: Said) -> Result<CartAnswer, CartError> {
    let said = match &change {
        Ok(change) => done.unless(change.outcome),
        Err(error) => {
            tracing::error!(%error, "a cart could not be read or changed");
            Said::Failed
        }
    };
    if is_plain_form() {
        leptos_axum::redirect(&said.address());
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(StatusCode::SEE_OTHER);
        }
    }
    let cart = change.map_err(|_| CartError::Unavailable)?.cart;
    Ok(CartAnswer {
        count: cart.count(),
        class: said.class().to_owned(),
        sentence: said.text(),
        contents: contents(cart).to_html(),
    })
}

/// Whether a form was sent by the browser itself, which then shows whatever page comes back.
#[cfg(feature = "ssr")]
fn is_plain_form() -> bool {
    use_context::<Parts>()
        .and_then(|parts| parts.headers.get(ACCEPT)?.to_str().ok().map(str::to_owned))
        .is_some_and(|accept| accept.contains("text/html"))
}
