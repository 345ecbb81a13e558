//! The first page of an account.

use leptos::{either::Either, prelude::*};
use words::Locale;

use super::{
    frame::{Place, account_page},
    orders::order_card,
    session::required,
};
use crate::{
    cart,
    error_page::PageError,
    layout::{page, shop},
    moment::Moment,
};

/// Latest orders that are shown.
const LATEST: usize = 3;

/// Whose account it is, and what is new in it.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    page(account())
}

async fn account() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let account = required().await?.account;
    let shop = shop();
    let orders = shop.orders_of(&account, 1).await?.orders;
    let has_orders = !orders.is_empty();
    let waiting = match cart::whose::find().await? {
        Some(cart) => !shop.cart(&cart).await?.is_empty(),
        None => false,
    };
    let Moment { machine, human } = Moment::day(account.created_at);
    let latest = orders
        .into_iter()
        .take(LATEST)
        .map(|order| order_card(t, order))
        .collect_view();
    let content = view! {
        <div>
            <p>{t.account_overview_who(&account.email.as_str())}</p>
            <p class="quiet">
                {t.account_overview_since()} " " <time datetime=machine>{human}</time>
            </p>
        </div>
        {waiting
            .then(|| {
                view! {
                    <div class="notice info">
                        <p>{t.account_overview_cart()}</p>
                        <p>
                            <a href="/checkout">{t.cart_checkout()}</a>
                        </p>
                    </div>
                }
            })}
        <section class="account-section" aria-labelledby="latest">
            <h2 id="latest">{t.account_overview_latest()}</h2>
            {if has_orders {
                Either::Left(
                    view! {
                        <ul class="order-cards">{latest}</ul>
                        <p>
                            <a href=Place::Orders.path()>{t.account_overview_all_orders()}</a>
                        </p>
                    },
                )
            } else {
                Either::Right(
                    view! {
                        <p class="quiet">{t.account_orders_none()}</p>
                        <p>
                            <a class="button" href="/">
                                {t.checkout_empty_link()}
                            </a>
                        </p>
                    },
                )
            }}
        </section>
    };
    Ok(account_page(t, Place::Overview, t.account_title(), content))
}
