//! What is in the cart, with its sum and the ways on: the same in the drawer and on the cart page.

use commerce::cart::{Cart, CartNotice};
use leptos::prelude::*;
use words::Locale;

use super::line::line_item;

/// The cart's lines and sum, or that there are none.
pub(super) fn contents(cart: Cart) -> AnyView {
    if cart.lines.is_empty() && cart.notices.is_empty() {
        return empty().into_any();
    }
    let words = Locale::default();
    let nothing_to_buy = cart.is_empty();
    let lines = cart.lines.into_iter().map(line_item).collect_view();
    view! {
        <div class="cart-lines-column">
            {notices(&cart.notices)} <ul class="cart-lines">{lines}</ul>
        </div>
        <div class="cart-sum">
            <p class="subtotal">
                <span>{words.cart_subtotal()}</span>
                <strong>{cart.items.to_string()}</strong>
            </p>
            <p class="hint">{words.cart_delivery_later()}</p>
            <p class="actions">
                {(!nothing_to_buy)
                    .then(|| {
                        view! {
                            <a class="button primary" href="/checkout">
                                {words.cart_checkout()}
                            </a>
                        }
                    })} <a class="button to-cart" href="/cart">
                    {words.cart_see_cart()}
                </a> <a class="button to-shop" href="/">
                    {words.cart_go_on()}
                </a>
            </p>
        </div>
    }
    .into_any()
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

/// What changed since the customer last looked, until it is acknowledged.
fn notices(notices: &[CartNotice]) -> Option<impl IntoView + use<>> {
    let words = Locale::default();
    let texts: Vec<_> = notices.iter().map(notice_text).collect();
    (!texts.is_empty()).then(|| {
        view! {
            <section class="notice warning" role="status">
                <p>
                    <strong>{words.cart_notices()}</strong>
                </p>
                <ul>{texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                <form method="post" action="/api/cart/acknowledge">
                    <button class="button small" type="submit">
                        {words.cart_understood()}
                    </button>
                </form>
            </section>
        }
    })
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
