//! The page on which a card is added: of an account's pages the only one with a script, and with Stripe's.

use leptos::prelude::*;
use words::Locale;

use super::{AddCardForm, StripeConfig};
use crate::{
    account::{
        frame::{Place, account_page},
        session::required,
    },
    error_page::PageError,
    layout::{page, site},
    page_facts::PageFacts,
};

/// Adding a card.
#[component]
pub(crate) fn AddCardPage() -> impl IntoView {
    page(add_card())
}

async fn add_card() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    required().await?;
    expect_context::<PageFacts>().uses_stripe();
    let site = site();
    let config = StripeConfig {
        stripe_js_url: site.stripe_js_url,
        publishable_key: site.publishable_key,
    };
    let content = view! {
        <p class="lead">{t.cards_add_lead()}</p>
        <noscript>
            <p class="notice warning">{t.cards_add_needs_script()}</p>
        </noscript>
        {config.view()}
        <AddCardForm />
    };
    Ok(account_page(t, Place::Cards, t.cards_add_title(), content))
}
