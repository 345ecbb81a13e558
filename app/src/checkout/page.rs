//! The checkout page.

use commerce::contact::CheckoutForm;
use leptos::{either::Either, prelude::*};
use words::Locale;

use super::{
    CheckoutConfig, CheckoutIsland,
    fields::{Fields, no_script},
    summary::Summary,
};
use crate::{
    cart::cookie,
    error_page::PageError,
    layout::{Canonical, PageHead, page, shop, site},
    page_facts::PageFacts,
};

/// Contact, delivery, review and payment.
#[component]
pub fn CheckoutPage() -> impl IntoView {
    page(checkout())
}

async fn checkout() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let (shop, site) = (shop(), site());
    let head = view! {
        <PageHead
            title=t.checkout_title()
            description=t.checkout_description()
            canonical=Canonical::Unlisted
        />
    };
    let empty = || {
        view! {
            <div class="wrap narrow stack">
                <h1>{t.checkout_empty_title()}</h1>
                <p>{t.checkout_empty_text()}</p>
                <p>
                    <a class="button primary" href="/">
                        {t.checkout_empty_link()}
                    </a>
                </p>
            </div>
        }
    };
    let Some(key) = cookie::read() else {
        return Ok((head, Either::Left(empty())));
    };
    let quote = shop.quote(&key).await?;
    if quote.cart.is_empty() {
        return Ok((head, Either::Left(empty())));
    }
    let typed = shop.last_details(&key).await?;
    let unfinished = shop.unfinished_order(&key).await?;
    expect_context::<PageFacts>().uses_stripe();
    let config = CheckoutConfig {
        stripe_js_url: site.stripe_js_url,
        publishable_key: site.publishable_key,
        items: quote.cart.items,
        rates: quote.rates,
        unfinished: unfinished.map(String::from),
    };
    let rates = quote.rates;
    let told = config.view();
    provide_context(config);
    Ok((
        head,
        Either::Right(view! {
            <div class="wrap checkout">
                <h1>{t.checkout_title()}</h1>
                {no_script(t)}
                <Summary quote />
                {told}
                <CheckoutIsland>
                    <Fields typed=typed.unwrap_or_else(CheckoutForm::default) rates />
                </CheckoutIsland>
            </div>
        }),
    ))
}
