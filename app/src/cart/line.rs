//! One line of the cart: picture, title, quantity, price, and the way out.

use commerce::{
    cart::{CartLine, Quantity},
    catalogue::VariantOption,
};
use leptos::{
    ev::{Event, MouseEvent, SubmitEvent},
    prelude::*,
};
use words::Locale;

use super::{said::Said, state::CartState};

/// The line as an item of a list. What does not change is taken from `first`; the rest follows the state.
pub(super) fn line_item(state: CartState, first: CartLine) -> impl IntoView {
    let words = Locale::default();
    let sku = first.sku.clone();
    let shown = {
        let (state, sku, first) = (state.clone(), sku.clone(), first.clone());
        Memo::new(move |_| state.line(&sku).unwrap_or_else(|| first.clone()))
    };
    let quantity = move || shown.with(|line| line.quantity.get());
    let sold_out = move || shown.with(CartLine::sold_out);
    let at_least = move || sold_out() || quantity() <= 1;
    let at_most =
        move || shown.with(|line| line.quantity.get() >= line.available.min(Quantity::MAX));

    let step = {
        let (state, sku) = (state.clone(), sku.clone());
        move |event: MouseEvent, by: i32| {
            event.prevent_default();
            let now = shown.with_untracked(|line| line.quantity.get());
            state.set(sku.clone(), now.saturating_add_signed(by).max(1));
        }
    };
    let less = {
        let step = step.clone();
        move |event| step(event, -1)
    };
    let more = move |event| step(event, 1);
    let typed = {
        let (state, sku) = (state.clone(), sku.clone());
        move |event: Event| match event_target_value(&event).parse::<u32>() {
            Ok(wanted) if wanted > 0 => state.set(sku.clone(), wanted.min(Quantity::MAX)),
            _ => {}
        }
    };
    let remove = {
        let (state, sku, title) = (state.clone(), sku.clone(), first.title.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            state.say(Some(Said::Removed(title.clone())));
            state.set(sku.clone(), 0);
            focus_on_what_was_said();
        }
    };

    let href = format!("/p/{}", first.product);
    let choices = choices(&first.options);
    view! {
        <li class="cart-line" class:sold-out=sold_out>
            <a class="line-picture" href=href.clone() tabindex="-1" aria-hidden="true">
                <img
                    src=first.picture.src
                    alt=""
                    width=first.picture.width
                    height=first.picture.height
                    loading="lazy"
                    decoding="async"
                />
            </a>
            <div class="line-words">
                <a class="line-title" href=href>
                    {first.title.clone()}
                </a>
                {(!choices.is_empty()).then(|| view! { <p class="line-choices">{choices}</p> })}
                <p class="line-unit">
                    {move || {
                        if sold_out() {
                            words.cart_sold_out_line().to_owned()
                        } else {
                            shown.with(|line| words.cart_each(&line.unit))
                        }
                    }}
                </p>
            </div>
            <p class="line-total">
                {move || {
                    shown.with(|line| line.total().ok().filter(|_| !line.sold_out()))
                        .map(|total| total.to_string())
                }}
            </p>
            <div class="line-actions">
                <form
                    class="stepper"
                    method="post"
                    action="/api/cart/set"
                    on:submit=|event| event.prevent_default()
                >
                    <input type="hidden" name="sku" value=sku.to_string() />
                    // The first button is what Enter in the field presses.
                    <button class="update" type="submit" tabindex="-1">
                        {words.cart_update()}
                    </button>
                    <button
                        type="submit"
                        name="step"
                        value="-1"
                        aria-label=words.cart_less(&first.title)
                        disabled=at_least
                        on:click=less
                    >
                        "−"
                    </button>
                    <input
                        type="number"
                        name="quantity"
                        aria-label=words.cart_quantity_of(&first.title)
                        value=first.quantity.get()
                        prop:value=move || quantity().to_string()
                        min="1"
                        max=Quantity::MAX
                        inputmode="numeric"
                        autocomplete="off"
                        required
                        disabled=sold_out
                        on:change=typed
                    />
                    <button
                        type="submit"
                        name="step"
                        value="1"
                        aria-label=words.cart_more(&first.title)
                        disabled=at_most
                        on:click=more
                    >
                        "+"
                    </button>
                </form>
                <form method="post" action="/api/cart/set" on:submit=remove>
                    <input type="hidden" name="sku" value=sku.to_string() />
                    <input type="hidden" name="quantity" value="0" />
                    <button
                        class="text-button"
                        type="submit"
                        aria-label=words.cart_remove_line(&first.title)
                    >
                        {words.cart_remove()}
                    </button>
                </form>
            </div>
        </li>
    }
}

fn choices(options: &[VariantOption]) -> String {
    let mut text = String::new();
    for option in options {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&option.value);
    }
    text
}

/// The button that was pressed goes away with its line; who navigates by keyboard must not be thrown to the page's top.
fn focus_on_what_was_said() {
    let said = document()
        .query_selector("dialog[open] .said, main .said")
        .ok()
        .flatten();
    if let Some(said) = said {
        use wasm_bindgen::JsCast;
        let _ = said.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}
