//! What is being paid for: lines and sums, beside the form.

use commerce::delivery::DeliveryMethod;
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
                        let options: Vec<_> =
                            line.options.iter().map(|option| option.value.as_str()).collect();
                        let total = line.total().unwrap_or(line.unit);
                        view! {
                            <li>
                                <img
                                    src=line.picture.src.clone()
                                    alt=""
                                    width=line.picture.width
                                    height=line.picture.height
                                />
                                <span>
                                    <strong>{line.title.clone()}</strong>
                                    <small>{options.join(" · ")}</small>
                                    <small>{t.checkout_line_quantity(&line.quantity.get())}</small>
                                </span>
                                <span class="price">{total.to_string()}</span>
                            </li>
                        }
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
