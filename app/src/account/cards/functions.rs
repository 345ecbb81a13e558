//! The server functions of saving a card. Each works for who is logged in, and for nobody else's cards.

#![allow(
    missing_docs,
    reason = "the server macro makes a struct of each function's arguments"
)]

use commerce::payment::CardStep;
use leptos::{prelude::*, server_fn::codec::Json};

/// Saves a card that Stripe.js made a PaymentMethod of in the browser.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "account/cards/save", input = Json)]
pub async fn save_card(method: String) -> Result<CardStep, ServerFnError> {
    use shop::payments::PaymentMethodId;

    let Some(account) = crate::account::signed_in().await.map_err(failed)? else {
        return Ok(CardStep::LoggedOut);
    };
    let Ok(method) = PaymentMethodId::parse(&method) else {
        return Ok(CardStep::Declined(
            commerce::payment::DeclineReason::ProcessingError,
        ));
    };
    let shop = expect_context::<shop::Shop>();
    shop.save_card(&account.id, &method).await.map_err(failed)
}

/// Says how saving a card goes on after its owner answered the bank.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "account/cards/finish", input = Json)]
pub async fn finish_saving_card(setup: String) -> Result<CardStep, ServerFnError> {
    use shop::cards::SetupIntentId;

    let Some(account) = crate::account::signed_in().await.map_err(failed)? else {
        return Ok(CardStep::LoggedOut);
    };
    let Ok(setup) = SetupIntentId::parse(&setup) else {
        return Ok(CardStep::Declined(
            commerce::payment::DeclineReason::ProcessingError,
        ));
    };
    let shop = expect_context::<shop::Shop>();
    shop.finish_saving_card(&account.id, &setup)
        .await
        .map_err(failed)
}

/// What the caller is told of a failure: nothing of its inside, which goes to the log.
#[cfg(feature = "ssr")]
fn failed(error: impl std::error::Error) -> ServerFnError {
    tracing::error!(%error, "a card could not be saved");
    ServerFnError::new("the shop could not do this now")
}
