//! The checkout page.

use commerce::payment::PaymentFlow;
use leptos::{either::EitherOf3, prelude::*};
use shop::{Shop, StoreError, cart::CartId, checkout::Quote};
use words::Locale;

use super::{
    Begun, CheckoutConfig, CheckoutIsland, PayBy, PostedCheckout,
    fields::{Fields, no_script, plain_form},
    posted::Again,
    saved_cards::saved_cards,
    summary::Summary,
    who::Who,
};
use crate::{
    account::{log_in_again, signed_in},
    cart::whose,
    error_page::PageError,
    layout::{Canonical, PageHead, page, shop, site},
    page_facts::PageFacts,
    site::Site,
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
    let posted = use_context::<PostedCheckout>();
    if posted.as_ref().is_some_and(PostedCheckout::was_logged_in) && signed_in().await?.is_none() {
        return Err(log_in_again("/checkout"));
    }
    let Some(cart) = whose::find().await? else {
        return Ok((head, EitherOf3::A(empty(t))));
    };
    let mut again = None;
    if let Some(posted) = posted {
        again = posted.answer(&shop, &site, &cart).await;
        if again.is_none() {
            // The response leads on, so that nobody sees the page.
            return Ok((head, EitherOf3::B(())));
        }
    }
    let quote = shop.quote(&cart).await?;
    if quote.cart.is_empty() {
        return Ok((head, EitherOf3::A(empty(t))));
    }
    let who = Who::read(&shop).await?;
    let again = match again {
        Some(again) => again,
        None => Again {
            typed: who.begins_with(&shop, &cart).await?,
            errors: Vec::new(),
            problem: String::new(),
        },
    };
    expect_context::<PageFacts>().uses_stripe();
    let config = config(&shop, site, &cart, &quote).await?;
    let hosted = config.offered.contains(&PayBy::Hosted);
    let told = config.view();
    let plain = plain_form(t, &quote, hosted, config.logged_in);
    provide_context(config);
    let rates = quote.rates;
    let problem = (!again.problem.is_empty()).then(|| {
        view! {
            <p class="notice error" role="alert">
                {again.problem}
            </p>
        }
    });
    Ok((
        head,
        EitherOf3::C(view! {
            <div class="wrap checkout">
                <header>
                    <h1>{t.checkout_title()}</h1>
                    {who.view(t, &again.typed)}
                    {no_script(t, hosted)}
                </header>
                <Summary quote />
                {told}
                <CheckoutIsland>
                    {problem} <Fields typed=again.typed errors=again.errors rates /> {plain}
                </CheckoutIsland>
            </div>
        }),
    ))
}

fn empty(t: Locale) -> impl IntoView {
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
}

async fn config(
    shop: &Shop,
    site: Site,
    cart: &CartId,
    quote: &Quote,
) -> Result<CheckoutConfig, StoreError> {
    let mut config = CheckoutConfig {
        stripe_js_url: site.stripe_js_url,
        publishable_key: site.publishable_key,
        items: quote.cart.items,
        rates: quote.rates,
        offered: PayBy::offered(&shop.settings().flows),
        logged_in: false,
        can_save: false,
        saved: Vec::new(),
        unfinished: None,
        begun: None,
    };
    let account = signed_in().await?;
    if let Some(account) = &account {
        config.logged_in = true;
        config.can_save = config.offered.iter().any(|by| by.can_save());
        config.saved = saved_cards(shop, &account.id).await;
    }
    let id = account.as_ref().map(|account| &account.id);
    if let Some(order) = shop.unfinished_order(cart, id).await? {
        match order.flow {
            // Pressing Pay again leads to the same page of Stripe's.
            PaymentFlow::Hosted => {}
            PaymentFlow::Manual | PaymentFlow::Token | PaymentFlow::Element if order.waits => {
                config.unfinished = Some(order.token.into());
            }
            PaymentFlow::Manual | PaymentFlow::Token => {}
            PaymentFlow::Element => {
                config.begun = Some(Begun {
                    token: order.token.into(),
                    total: order.total,
                });
            }
        }
    }
    Ok(config)
}
