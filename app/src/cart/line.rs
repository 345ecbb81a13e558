//! One line of the cart: picture, title, quantity, price, and the way out.

use commerce::{
    cart::{CartLine, Quantity},
    catalogue::VariantOption,
};
use leptos::prelude::*;
use words::Locale;

/// The line as an item of a list. Each control has an id, so that it can have the focus back when the list is replaced.
pub(super) fn line_item(line: CartLine) -> impl IntoView {
    let words = Locale::default();
    let href = format!("/p/{}", line.product);
    let choices = choices(&line.options);
    let sold_out = line.sold_out();
    let price = if sold_out {
        words.cart_sold_out_line().to_owned()
    } else {
        words.cart_each(&line.unit)
    };
    let total = line
        .total()
        .ok()
        .filter(|_| !sold_out)
        .map(|total| total.to_string());
    view! {
        <li class="cart-line" class:sold-out=sold_out>
            <a class="line-picture" href=href.clone() tabindex="-1" aria-hidden="true">
                // Decoded at once, because the list is replaced while one looks at it.
                <img
                    src=line.picture.src.clone()
                    alt=""
                    width=line.picture.width
                    height=line.picture.height
                    decoding="sync"
                />
            </a>
            <div class="line-words">
                <a class="line-title" href=href>
                    {line.title.clone()}
                </a>
                {(!choices.is_empty()).then(|| view! { <p class="line-choices">{choices}</p> })}
                <p class="line-unit">{price}</p>
            </div>
            <p class="line-total">{total}</p>
            <div class="line-actions">{(!sold_out).then(|| stepper(&line))} {remove(&line)}</div>
        </li>
    }
}

fn stepper(line: &CartLine) -> impl IntoView + use<> {
    let words = Locale::default();
    let sku = line.sku.to_string();
    let quantity = line.quantity.get();
    let no_more = quantity >= line.available.min(Quantity::MAX);
    view! {
        <form class="stepper" method="post" action="/api/cart/set">
            <input type="hidden" name="sku" value=sku.clone() />
            // The first button is what Enter in the field presses.
            <button class="update" type="submit" tabindex="-1">
                {words.cart_update()}
            </button>
            <button
                id=format!("less-{sku}")
                type="submit"
                name="step"
                value="-1"
                aria-label=words.cart_less(&line.title)
                disabled=quantity == 1
            >
                "−"
            </button>
            <input
                id=format!("quantity-{sku}")
                type="number"
                name="quantity"
                aria-label=words.cart_quantity_of(&line.title)
                value=quantity
                data-counted=quantity
                min="1"
                max=Quantity::MAX
                inputmode="numeric"
                autocomplete="off"
                required
            />
            <button
                id=format!("more-{sku}")
                type="submit"
                name="step"
                value="1"
                aria-label=words.cart_more(&line.title)
                disabled=no_more
            >
                "+"
            </button>
        </form>
    }
}

fn remove(line: &CartLine) -> impl IntoView + use<> {
    let words = Locale::default();
    let sku = line.sku.to_string();
    view! {
        <form method="post" action="/api/cart/set">
            <input type="hidden" name="sku" value=sku.clone() />
            <input type="hidden" name="quantity" value="0" />
            <button
                id=format!("remove-{sku}")
                class="text-button"
                type="submit"
                aria-label=words.cart_remove_line(&line.title)
            >
                {words.cart_remove()}
            </button>
        </form>
    }
}

fn choices(options: &[VariantOption]) -> String {
    let values: Vec<_> = options.iter().map(|option| option.value.as_str()).collect();
    values.join(", ")
}
