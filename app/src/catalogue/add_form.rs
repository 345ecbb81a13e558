//! The form on a product's page that puts a variant into the cart.

use commerce::{
    cart::Quantity,
    catalogue::{StockLevel, VariantOffer},
};
use leptos::prelude::*;
use words::Locale;

use super::{
    choices::choices,
    offer::{ChosenOffer, Offer},
};

impl Offer {
    /// What is told of a variant.
    pub(super) fn of(variant: &VariantOffer) -> Offer {
        let words = Locale::default();
        let (level, stock) = match StockLevel::of(variant.available) {
            StockLevel::SoldOut => ("stock sold-out", words.catalogue_sold_out_text().to_owned()),
            StockLevel::Few(left) => ("stock few", words.catalogue_few_left(left)),
            StockLevel::InStock => ("stock", words.catalogue_in_stock().to_owned()),
        };
        Offer {
            price: variant.price.to_string(),
            stock,
            level: level.to_owned(),
        }
    }
}

/// Index of what is chosen at first: the first that can be bought.
pub(super) fn first_choice(variants: &[VariantOffer]) -> usize {
    variants
        .iter()
        .position(|variant| variant.available > 0)
        .unwrap_or(0)
}

/// The form. What is sold out cannot be chosen; where all is, nothing can be sent.
pub(super) fn add_form(variants: &[VariantOffer]) -> impl IntoView + use<> {
    let words = Locale::default();
    if let Some(first) = variants.get(first_choice(variants)) {
        provide_context(Offer::of(first));
    }
    let sold_out = variants.iter().all(|variant| variant.available == 0);
    let choices = choices(variants);
    view! {
        <form
            id="add-form"
            class="add-form"
            method="post"
            action="/api/cart/add"
            autocomplete="off"
        >
            <ChosenOffer />
            {choices}
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
                <button class="button primary" type="submit" disabled=sold_out>
                    {words.catalogue_add()}
                </button>
            </div>
        </form>
    }
}
