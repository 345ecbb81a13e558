//! What is being paid for: lines and sums, beside the form.

use commerce::{
    Money,
    catalogue::{Picture, VariantOption},
    delivery::DeliveryMethod,
};
use leptos::prelude::*;
use shop::checkout::Quote;
use words::Locale;

/// Lines, and the sums for each way of delivery: the style sheet shows those of the chosen one, so that they follow the
/// choice without a script.
#[component]
pub(super) fn Summary(quote: Quote) -> impl IntoView {
    let t = Locale::default();
    let items = quote.cart.items;
    let sums = DeliveryMethod::ALL.map(|method| {
        let total = quote.total(method).unwrap_or(items);
        view! {
            <dl class=format!("sums for-{}", method.as_str())>
                <div>
                    <dt>{t.checkout_items()}</dt>
                    <dd>{items.to_string()}</dd>
                </div>
                <div>
                    <dt>{t.checkout_delivery()}</dt>
                    <dd>{quote.rates.of(method).to_string()}</dd>
                </div>
                <div class="total">
                    <dt>{t.checkout_total()}</dt>
                    <dd>{total.to_string()}</dd>
                </div>
            </dl>
        }
    });
    view! {
        <aside class="summary panel" aria-labelledby="summary-title">
            <h2 id="summary-title">{t.checkout_review()}</h2>
            <ul class="summary-lines">
                {quote
                    .cart
                    .buyable()
                    .map(|line| {
                        let title = view! { <strong>{line.title.clone()}</strong> };
                        let quantity = line.quantity.get();
                        bought_line(t, &line.picture, title, &line.options, line.unit, quantity)
                    })
                    .collect_view()}
            </ul>
            {sums.into_iter().collect_view()}
            <p class="quiet">{t.checkout_tax_included()}</p>
            <p>
                <a href="/cart">{t.checkout_edit_cart()}</a>
            </p>
        </aside>
    }
}

/// A line of a cart or an order as a list shows it.
pub(crate) fn bought_line<T: IntoView>(
    t: Locale,
    picture: &Picture,
    title: T,
    options: &[VariantOption],
    unit: Money,
    quantity: u32,
) -> impl IntoView + use<T> {
    let options: Vec<_> = options.iter().map(|option| option.value.as_str()).collect();
    // A line that was placed was counted before, so that its total fits.
    let total = unit.times(quantity).unwrap_or(unit);
    view! {
        <li>
            <img src=picture.src.clone() alt="" width=picture.width height=picture.height />
            <span>
                {title} <small>{options.join(" · ")}</small>
                <small>{t.checkout_line_quantity(&quantity)}</small>
            </span>
            <span class="price">{total.to_string()}</span>
        </li>
    }
}
