//! What is in the cart, with its sum and the ways on: the same in the drawer and on the cart page.

use commerce::cart::{Cart, CartNotice};
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    prelude::*,
};
use words::Locale;

use super::{line::line_item, state::CartState};

/// Where the cart is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Drawer,
    Page,
}

/// What there is to show, so that a change inside a cart leaves the rest of it standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Empty,
    Filled,
}

/// The sentence about the last change, announced to who cannot see it.
pub(super) fn said(state: CartState) -> impl IntoView {
    view! {
        <div class="said" role="status" tabindex="-1">
            {move || state.said().map(|said| view! { <p class=said.class()>{said.text()}</p> })}
        </div>
    }
}

/// The cart's lines and sum.
pub(super) fn contents(state: CartState, place: Place) -> impl IntoView {
    let kind = {
        let state = state.clone();
        Memo::new(move |_| {
            state.with(|cart| match cart {
                None => Kind::Unknown,
                Some(cart) if cart.lines.is_empty() && cart.notices.is_empty() => Kind::Empty,
                Some(_) => Kind::Filled,
            })
        })
    };
    move || match kind.get() {
        Kind::Unknown => {
            view! { <p class="cart-loading">{Locale::default().cart_loading()}</p> }.into_any()
        }
        Kind::Empty => empty().into_any(),
        Kind::Filled => filled(state.clone(), place).into_any(),
    }
}

fn empty() -> impl IntoView {
    let words = Locale::default();
    view! {
        <div class="cart-empty">
            <p class="lead">{words.cart_empty()}</p>
            <p>{words.cart_empty_text()}</p>
            <p class="actions">
                <a class="button" href="/">
                    {words.cart_empty_link()}
                </a>
            </p>
        </div>
    }
}

fn filled(state: CartState, place: Place) -> impl IntoView {
    let words = Locale::default();
    let lines = {
        let state = state.clone();
        move || state.with(|cart| cart.map(|cart| cart.lines.clone()).unwrap_or_default())
    };
    let item = {
        let state = state.clone();
        move |line| line_item(state.clone(), line)
    };
    let subtotal = {
        let state = state.clone();
        move || state.with(|cart| cart.map(|cart| cart.items.to_string()))
    };
    let nothing_to_buy = {
        let state = state.clone();
        move || state.with(|cart| cart.is_none_or(Cart::is_empty))
    };
    let leave = {
        let state = state.clone();
        move |event: MouseEvent| {
            if !state.may_leave_to("/checkout") {
                event.prevent_default();
            }
        }
    };
    view! {
        <div class="cart-contents">
            <div class="cart-lines-column">
                {notices(state)} <ul class="cart-lines">
                    <For each=lines key=|line| line.sku.clone() children=item />
                </ul>
            </div>
            <div class="cart-sum">
                <p class="subtotal">
                    <span>{words.cart_subtotal()}</span>
                    <strong>{subtotal}</strong>
                </p>
                <p class="hint">{words.cart_delivery_later()}</p>
                <p class="actions">
                    <a
                        class="button primary"
                        href="/checkout"
                        class:disabled=nothing_to_buy
                        on:click=leave
                    >
                        {words.cart_checkout()}
                    </a>
                    {match place {
                        Place::Drawer => {
                            view! {
                                <a class="button" href="/cart">
                                    {words.cart_see_cart()}
                                </a>
                            }
                        }
                        Place::Page => {
                            view! {
                                <a class="button" href="/">
                                    {words.cart_go_on()}
                                </a>
                            }
                        }
                    }}
                </p>
            </div>
        </div>
    }
}

/// What changed since the customer last looked, until it is acknowledged.
fn notices(state: CartState) -> impl IntoView {
    let words = Locale::default();
    let acknowledge = {
        let state = state.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            state.acknowledge();
        }
    };
    let texts = Memo::new(move |_| {
        state.with(|cart| {
            cart.map(|cart| cart.notices.iter().map(notice_text).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    move || {
        let texts = texts.get();
        (!texts.is_empty()).then(|| {
            view! {
                <section class="notice warning" role="status">
                    <p>
                        <strong>{words.cart_notices()}</strong>
                    </p>
                    <ul>
                        {texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
                    </ul>
                    <form
                        method="post"
                        action="/api/cart/acknowledge"
                        on:submit=acknowledge.clone()
                    >
                        <button class="button small" type="submit">
                            {words.cart_understood()}
                        </button>
                    </form>
                </section>
            }
        })
    }
}

fn notice_text(notice: &CartNotice) -> String {
    let words = Locale::default();
    match notice {
        CartNotice::PriceChanged { title, from, to } => words.cart_price_changed(from, title, to),
        CartNotice::FewerLeft { title, left } => words.cart_fewer_left(*left, title),
        CartNotice::SoldOut { title } => words.cart_line_sold_out(title),
        CartNotice::Withdrawn { title } => words.cart_withdrawn(title),
    }
}
