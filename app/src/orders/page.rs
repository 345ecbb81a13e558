//! The page of one order.

use commerce::order::OrderStatus;
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;
use shop::orders::OrderView;
use words::Locale;

use super::{
    OrderWatch, address_lines, card_words,
    found::{no_order, order_at},
    words_of,
};
use crate::{
    account::signed_in,
    checkout::{bought_line, decline, delivery_words},
    error_page::PageError,
    layout::{Canonical, PageHead, page},
    moment::Moment,
};

/// One order, at its unguessable address.
#[component]
pub fn OrderPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token"));
    page(order(token))
}

async fn order(token: Option<String>) -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let Some(order) = order_at(token).await? else {
        return Ok(Either::Left(no_order(t)));
    };
    // Who is logged in has an account, and this order is another's.
    let offers_account =
        order.is_guests && order.status.is_captured() && signed_in().await?.is_none();
    Ok(Either::Right(shown(t, order, offers_account)))
}

fn shown(t: Locale, order: OrderView, offers_account: bool) -> impl IntoView {
    let (heading, text) = words_of::headline(t, order.status);
    let title = t.order_page_title(&order.number);
    let open = order.status.is_open();
    // While the bank decides, there is nothing that the customer could do at the checkout.
    let at_bank = matches!(
        order.status,
        OrderStatus::Processing | OrderStatus::Authorised
    );
    let reason = order.decline.filter(|_| {
        matches!(
            order.status,
            OrderStatus::AwaitingPayment | OrderStatus::Failed
        )
    });
    view! {
        <PageHead title=title description=text canonical=Canonical::Unlisted />
        <div class="wrap order">
            <header id="order" class="order-head stack" data-status=order.status.as_str()>
                <p class="eyebrow">{t.order_number(&order.number)}</p>
                <h1>{heading}</h1>
                <p>{text}</p>
                {reason
                    .map(|reason| {
                        view! {
                            <p class="notice warning">{t.order_last_decline(&decline(t, reason))}</p>
                        }
                    })}
                <p class="actions">
                    {if open && !at_bank {
                        Either::Left(
                            view! {
                                <a class="button primary" href="/checkout">
                                    {t.order_to_checkout()}
                                </a>
                            },
                        )
                    } else {
                        Either::Right(
                            view! {
                                <a class="button" href="/">
                                    {t.order_to_shop()}
                                </a>
                            },
                        )
                    }}
                    {order
                        .status
                        .is_captured()
                        .then(|| {
                            view! {
                                <a class="button" href=order.token.receipt_path()>
                                    {t.receipt_link()}
                                </a>
                            }
                        })}
                </p>
                <p class="quiet">{t.order_keep_link()}</p>
                {open.then(|| view! { <OrderWatch /> })}
            </header>
            {offers_account.then(|| offer_account(t, &order.email))}
            {bought(t, &order)}
            {facts(t, &order)}
            {timeline(t, &order)}
        </div>
    }
}

/// What a guest gains by an account, and the button that has the link sent.
fn offer_account(t: Locale, email: &str) -> impl IntoView + use<> {
    view! {
        <section class="panel form offer" aria-labelledby="offer">
            <h2 id="offer">{t.account_offer_title()}</h2>
            <p>{t.account_offer_text(&email)}</p>
            <form method="post" action="/account/register">
                <input type="hidden" name="email" value=email.to_owned() />
                <button class="button" type="submit">
                    {t.account_register_send()}
                </button>
            </form>
        </section>
    }
}

fn bought(t: Locale, order: &OrderView) -> impl IntoView + use<> {
    let lines = order
        .lines
        .iter()
        .map(|line| {
            let title = view! { <a href=format!("/p/{}", line.product)>{line.title.clone()}</a> };
            bought_line(
                t,
                &line.picture,
                title,
                &line.options,
                line.unit,
                line.quantity,
            )
        })
        .collect_view();
    let sum_label = match order.status {
        status if status.is_captured() => t.order_paid_total(),
        _ => t.checkout_total(),
    };
    view! {
        <section class="panel" aria-labelledby="bought">
            <h2 id="bought">{t.order_bought()}</h2>
            <ul class="summary-lines">{lines}</ul>
            <dl class="sums">
                <div>
                    <dt>{t.checkout_items()}</dt>
                    <dd>{order.items.to_string()}</dd>
                </div>
                <div>
                    <dt>{t.checkout_delivery()}</dt>
                    <dd>{order.delivery.to_string()}</dd>
                </div>
                <div class="total">
                    <dt>{sum_label}</dt>
                    <dd>{order.total.to_string()}</dd>
                </div>
            </dl>
        </section>
    }
}

fn facts(t: Locale, order: &OrderView) -> impl IntoView + use<> {
    let (delivery, how_long) = delivery_words(t, order.delivery_method);
    let card = order.card.as_ref().map(|card| card_words(t, card));
    view! {
        <section class="panel">
            <dl class="facts">
                <div>
                    <dt>{t.order_status()}</dt>
                    <dd class="status" data-status=order.status.as_str()>
                        {words_of::status(t, order.status)}
                    </dd>
                </div>
                {card
                    .map(|card| {
                        view! {
                            <div>
                                <dt>{t.order_paid_with()}</dt>
                                <dd>{card}</dd>
                            </div>
                        }
                    })}
                <div>
                    <dt>{t.order_delivery_to()}</dt>
                    <dd>
                        <address>
                            {address_lines(t, &order.address)
                                .into_iter()
                                .map(|line| view! { <span>{line}</span> })
                                .collect_view()}
                        </address>
                    </dd>
                </div>
                <div>
                    <dt>{t.order_delivery_by()}</dt>
                    <dd>{delivery} ", " {how_long}</dd>
                </div>
                <div>
                    <dt>{t.order_confirmation()}</dt>
                    <dd>{order.email.clone()}</dd>
                </div>
            </dl>
        </section>
    }
}

fn timeline(t: Locale, order: &OrderView) -> impl IntoView + use<> {
    let entries = order
        .timeline
        .iter()
        .map(|entry| {
            let Moment { machine, human } = Moment::to_the_second(entry.at);
            view! {
                <li>
                    <time datetime=machine>{human}</time>
                    <span>{words_of::event(t, &entry.event)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="timeline">
            <h2 id="timeline">{t.order_timeline()}</h2>
            <ol class="timeline">{entries}</ol>
        </section>
    }
}
