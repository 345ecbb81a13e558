//! The form on a product's page that puts a variant into the cart.

#![allow(
    unreachable_pub,
    reason = "the island macro makes items public that nobody reaches"
)]

use commerce::{
    cart::{CartLine, Quantity},
    catalogue::{Picture, Slug, StockLevel, VariantOffer},
};
use leptos::{ev::SubmitEvent, html::Form, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};
use words::Locale;

use super::state::{CartState, open_drawer};

/// Price, stock and quantity around the choices, which are its children: radio buttons or a hidden field named `sku`.
#[island]
pub fn AddToCart(
    /// Its page.
    product: Slug,
    /// Its title.
    title: String,
    /// Its picture, for the cart.
    picture: Picture,
    /// What can be chosen; there is at least one.
    variants: Vec<VariantOffer>,
    /// The choices.
    children: Children,
) -> impl IntoView {
    let words = Locale::default();
    let state = CartState::of_page();
    let form = NodeRef::<Form>::new();
    let variants = StoredValue::new(variants);
    let first = variants.with_value(|all| first_choice(all));
    let chosen = RwSignal::new(first);
    let offer = move || variants.with_value(|all| all.get(chosen.get()).cloned());
    let available = Memo::new(move |_| offer().map_or(0, |offer| offer.available));

    let choose = move || {
        let sku = form.get_untracked().and_then(|form| field(&form, "sku"));
        let index = variants.with_value(|all| {
            all.iter()
                .position(|offer| sku.as_deref() == Some(offer.sku.as_str()))
        });
        if let Some(index) = index {
            chosen.set(index);
        }
    };
    // The browser may have kept a choice that was made before this woke up.
    Effect::new(move |_| choose());

    let submit = move |event: SubmitEvent| {
        let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        event.prevent_default();
        choose();
        let quantity = field(&target, "quantity")
            .and_then(|text| text.parse::<u32>().ok())
            .and_then(|number| Quantity::try_from(number.clamp(1, Quantity::MAX)).ok())
            .unwrap_or(Quantity::ONE);
        if let Some(offer) = untrack(offer) {
            state.add(CartLine {
                sku: offer.sku,
                product: product.clone(),
                title: title.clone(),
                options: offer.options,
                picture: picture.clone(),
                unit: offer.price,
                quantity,
                available: offer.available,
            });
            open_drawer();
        }
    };

    view! {
        <form
            class="add-form"
            method="post"
            action="/api/cart/add"
            autocomplete="off"
            node_ref=form
            on:change=move |_| choose()
            on:submit=submit
        >
            <p class="product-price" aria-live="polite">
                {move || offer().map(|offer| offer.price.to_string())}
            </p>
            {children()}
            <p class=move || stock_class(available.get()) role="status">
                {move || stock_text(available.get())}
            </p>
            <div class="add-row">
                <label class="quantity-field">
                    <span>{words.catalogue_quantity()}</span>
                    <input
                        type="number"
                        name="quantity"
                        value="1"
                        min="1"
                        max=Quantity::MAX
                        inputmode="numeric"
                        required
                    />
                </label>
                <button class="button primary" type="submit" disabled=move || available.get() == 0>
                    {words.catalogue_add()}
                </button>
            </div>
        </form>
    }
}

/// Index of what is chosen at first: the first that can be bought.
pub(crate) fn first_choice(variants: &[VariantOffer]) -> usize {
    variants
        .iter()
        .position(|offer| offer.available > 0)
        .unwrap_or(0)
}

fn field(form: &HtmlFormElement, name: &str) -> Option<String> {
    FormData::new_with_form(form).ok()?.get(name).as_string()
}

fn stock_class(available: u32) -> &'static str {
    match StockLevel::of(available) {
        StockLevel::SoldOut => "stock sold-out",
        StockLevel::Few(_) => "stock few",
        StockLevel::InStock => "stock",
    }
}

fn stock_text(available: u32) -> String {
    let words = Locale::default();
    match StockLevel::of(available) {
        StockLevel::SoldOut => words.catalogue_sold_out_text().to_owned(),
        StockLevel::Few(left) => words.catalogue_few_left(left),
        StockLevel::InStock => words.catalogue_in_stock().to_owned(),
    }
}
