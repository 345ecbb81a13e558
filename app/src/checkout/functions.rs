//! The server functions of the checkout. Each is reachable by anybody at its address, so each looks up what it is asked for
//! together with the caller's own cart, and believes nothing else that the browser says.

#![allow(
    missing_docs,
    reason = "the server macro makes a struct of each function's arguments"
)]

use commerce::{
    contact::{CheckoutForm, FieldError},
    money::NotChargeable,
    payment::PaymentStep,
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// How placing an order went. Nothing that was typed is lost, whatever the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceAnswer {
    /// It waits for its payment.
    Placed {
        /// The order's token.
        token: String,
    },
    /// Fields that need another look.
    Fields(Vec<FieldError>),
    /// The total is another one than the page shows.
    TotalChanged,
    /// The cart holds nothing that can be bought.
    EmptyCart,
    /// The page was made for somebody who is no longer logged in. The cart is still theirs.
    LoggedOut,
    /// The amount cannot be charged.
    NotChargeable(NotChargeable),
    /// An earlier payment of this cart is paid or being decided: its page says how it stands.
    SeeOrder {
        /// Path of that order's page.
        order: String,
        /// Whether it is paid.
        paid: bool,
    },
}

/// Makes the caller's cart an order. `seen` is the total in minor units that the page showed: when it is another one by now,
/// nothing happens but the answer that it is. `logged_in` tells whether it was made for somebody who was logged in: what it shows
/// is nobody else's to order.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "checkout/place", input = Json)]
pub async fn place_order(
    form: CheckoutForm,
    seen: i64,
    #[server(default)] logged_in: bool,
) -> Result<PlaceAnswer, ServerFnError> {
    use shop::checkout::PlaceError;

    use crate::account::signed_in;

    let shop = expect_context::<shop::Shop>();
    let account = signed_in().await.map_err(failed)?;
    if logged_in && account.is_none() {
        return Ok(PlaceAnswer::LoggedOut);
    }
    let Some(cart) = crate::cart::whose::find().await.map_err(failed)? else {
        return Ok(PlaceAnswer::EmptyCart);
    };
    let details = match form.check() {
        Ok(details) => details,
        Err(errors) => return Ok(PlaceAnswer::Fields(errors)),
    };
    let currency = shop.currency().await.map_err(failed)?;
    let seen = commerce::Money::new(seen, currency);
    let locale = words::Locale::default().tag();
    let see = |token: shop::orders::OrderToken, paid| PlaceAnswer::SeeOrder {
        order: token.path(),
        paid,
    };
    let account = account.as_ref().map(|account| &account.id);
    let placed = shop
        .place_order(&cart, &details, seen, locale, account)
        .await;
    match placed {
        Ok(placed) => Ok(PlaceAnswer::Placed {
            token: placed.token.into(),
        }),
        Err(PlaceError::EmptyCart) => Ok(PlaceAnswer::EmptyCart),
        Err(PlaceError::TotalChanged) => Ok(PlaceAnswer::TotalChanged),
        Err(PlaceError::NotChargeable(why)) => Ok(PlaceAnswer::NotChargeable(why)),
        Err(PlaceError::StillDeciding(token)) => Ok(see(token, false)),
        Err(PlaceError::AlreadyPaid(token)) => Ok(see(token, true)),
        Err(error @ (PlaceError::Store(_) | PlaceError::Money(_))) => Err(failed(error)),
    }
}

/// Pays the caller's order with a PaymentMethod that Stripe.js made in the browser. Asking again with the same PaymentMethod,
/// because an answer was lost, tells how the first went and charges nothing more. With `save` the card is kept for who is
/// logged in, once it has paid.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "checkout/pay", input = Json)]
pub async fn pay_order(
    token: String,
    method: String,
    save: bool,
) -> Result<PaymentStep, ServerFnError> {
    use shop::payments::PaymentMethodId;

    let Some((shop, cart, token)) = order_of_caller(&token).await.map_err(failed)? else {
        return Ok(PaymentStep::NoOpenOrder);
    };
    let Ok(method) = PaymentMethodId::parse(&method) else {
        return Ok(PaymentStep::Declined(
            commerce::payment::DeclineReason::ProcessingError,
        ));
    };
    let saver = match save {
        true => crate::account::signed_in().await.map_err(failed)?,
        false => None,
    };
    let save_for = saver.as_ref().map(|account| &account.id);
    shop.pay(&cart, &token, &method, save_for)
        .await
        .map_err(failed)
}

/// Pays the caller's order with a card that the caller saved. `cvc` is the token that Stripe.js made of the CVC: it serves
/// once. Asking again with the same token tells how the first went and charges nothing more.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "checkout/pay-with-saved-card", input = Json)]
pub async fn pay_with_saved_card(
    token: String,
    card: String,
    cvc: String,
) -> Result<PaymentStep, ServerFnError> {
    use shop::payments::PaymentMethodId;

    // First, because without the session the account's cart is nobody's, either.
    let Some(account) = crate::account::signed_in().await.map_err(failed)? else {
        return Ok(PaymentStep::LoggedOut);
    };
    let Some((shop, cart, token)) = order_of_caller(&token).await.map_err(failed)? else {
        return Ok(PaymentStep::NoOpenOrder);
    };
    let Ok(card) = PaymentMethodId::parse(&card) else {
        return Ok(PaymentStep::SavedCardGone);
    };
    shop.pay_with_saved_card(&cart, &token, &account.id, &card, &cvc)
        .await
        .map_err(failed)
}

/// Charges the caller's order to a token of a card that Stripe.js made in the browser. Asking again with the same token tells
/// how the first went and charges nothing more.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "checkout/pay-with-token", input = Json)]
pub async fn pay_with_token(token: String, card: String) -> Result<PaymentStep, ServerFnError> {
    use shop::payments::TokenId;

    let Some((shop, cart, token)) = order_of_caller(&token).await.map_err(failed)? else {
        return Ok(PaymentStep::NoOpenOrder);
    };
    let Ok(card) = TokenId::parse(&card) else {
        return Ok(PaymentStep::Declined(
            commerce::payment::DeclineReason::ProcessingError,
        ));
    };
    shop.pay_with_token(&cart, &token, &card)
        .await
        .map_err(failed)
}

/// Gives the caller's browser what it confirms the payment of the caller's order with. Asked again, it is the same.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "checkout/begin", input = Json)]
pub async fn begin_payment(token: String) -> Result<PaymentStep, ServerFnError> {
    let Some((shop, cart, token)) = order_of_caller(&token).await.map_err(failed)? else {
        return Ok(PaymentStep::NoOpenOrder);
    };
    shop.begin_element_payment(&cart, &token)
        .await
        .map_err(failed)
}

/// Goes on with the payment of the caller's order after the bank's window, or after a reload while it stood open.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "checkout/resume", input = Json)]
pub async fn resume_payment(token: String) -> Result<PaymentStep, ServerFnError> {
    let Ok(token) = token.parse() else {
        return Ok(PaymentStep::NoOpenOrder);
    };
    let cart = crate::cart::whose::find().await.map_err(failed)?;
    let shop = expect_context::<shop::Shop>();
    shop.resume(cart.as_ref(), &token).await.map_err(failed)
}

/// Gives up the payment that waits for the bank; the order can be paid with another card.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "checkout/cancel", input = Json)]
pub async fn cancel_payment(token: String) -> Result<(), ServerFnError> {
    let Some((shop, cart, token)) = order_of_caller(&token).await.map_err(failed)? else {
        return Ok(());
    };
    shop.cancel_payment(&cart, &token).await.map_err(failed)
}

/// The caller's cart and the order of that token, or nothing if neither can be.
#[cfg(feature = "ssr")]
pub(super) async fn order_of_caller(
    token: &str,
) -> Result<Option<(shop::Shop, shop::cart::CartId, shop::orders::OrderToken)>, shop::StoreError> {
    let shop = expect_context::<shop::Shop>();
    let Ok(token) = token.parse() else {
        return Ok(None);
    };
    let cart = crate::cart::whose::find().await?;
    Ok(cart.map(|cart| (shop, cart, token)))
}

/// What the caller is told of a failure: nothing of its inside, which goes to the log.
#[cfg(feature = "ssr")]
fn failed(error: impl std::error::Error) -> ServerFnError {
    tracing::error!(%error, "a checkout call failed");
    ServerFnError::new("the shop could not do this now")
}
