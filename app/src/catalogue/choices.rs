//! The choice among a product's variants: radio buttons, so that each variant can be had without a script.

use commerce::catalogue::VariantOffer;
use leptos::prelude::*;
use words::Locale;

use super::{add_form::first_choice, offer::Offer};

/// One radio button for each variant, in a row for each value of the first of several options. A product without
/// options needs no choice.
pub(super) fn choices(variants: &[VariantOffer]) -> impl IntoView + use<> {
    let chosen = first_choice(variants);
    let Some(names) = names(variants) else {
        let only = variants.first().map(|variant| {
            let told = Offer::of(variant);
            view! {
                <input
                    type="hidden"
                    name="sku"
                    value=variant.sku.to_string()
                    data-price=told.price
                    data-stock=told.stock
                    data-level=told.level
                />
            }
        });
        return only.into_any();
    };
    let several_prices = variants
        .iter()
        .any(|offer| offer.price != variants[0].price);
    let rows = rows(variants)
        .into_iter()
        .map(|row| {
            let title = (row.len() < variants.len()).then(|| row[0].1.options[0].value.clone());
            let radios = row
                .into_iter()
                .map(|(index, offer)| {
                    radio(offer, index == chosen, title.is_some(), several_prices)
                })
                .collect_view();
            view! {
                <div class="variant-row">
                    {title.map(|title| view! { <p class="variant-row-title">{title}</p> })}
                    <div class="pills">{radios}</div>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="variants">
            <legend>{names}</legend>
            {rows}
        </fieldset>
    }
    .into_any()
}

/// What is chosen, like `Size, Colour`.
fn names(variants: &[VariantOffer]) -> Option<String> {
    let names: Vec<_> = variants
        .first()?
        .options
        .iter()
        .map(|option| option.name.as_str())
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Variants with their index, in rows of the same first option where there are several options.
fn rows(variants: &[VariantOffer]) -> Vec<Vec<(usize, &VariantOffer)>> {
    let mut rows: Vec<Vec<(usize, &VariantOffer)>> = Vec::new();
    for (index, offer) in variants.iter().enumerate() {
        let row = rows.iter_mut().find(|row| {
            let first = &row[0].1.options;
            first.len() < 2 || first.first() == offer.options.first()
        });
        match row {
            Some(row) => row.push((index, offer)),
            None => rows.push(vec![(index, offer)]),
        }
    }
    rows
}

fn radio(
    offer: &VariantOffer,
    checked: bool,
    in_row: bool,
    with_price: bool,
) -> impl IntoView + use<> {
    let words = Locale::default();
    let sold_out = offer.available == 0;
    let told = Offer::of(offer);
    let values: Vec<_> = offer
        .options
        .iter()
        .map(|option| option.value.clone())
        .collect();
    // Who hears the page hears the whole choice; who sees it sees the first part at the row's head.
    let (hidden, shown) = if in_row {
        (format!("{}, ", values[0]), values[1..].join(", "))
    } else {
        (String::new(), values.join(", "))
    };
    view! {
        <label class="pill" class:sold-out=sold_out>
            <input
                type="radio"
                name="sku"
                value=offer.sku.to_string()
                checked=checked
                disabled=sold_out
                data-price=told.price
                data-stock=told.stock
                data-level=told.level
                required
            />
            <span class="pill-words">
                <span>
                    {in_row.then(|| view! { <span class="visually-hidden">{hidden}</span> })}
                    {shown}
                </span>
                {with_price.then(|| view! { <span class="pill-price">{offer.price.to_string()}</span> })}
                {sold_out.then(|| view! { <span class="pill-note">{words.catalogue_sold_out()}</span> })}
            </span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use commerce::{Currency, Money, catalogue::VariantOption};

    use super::*;

    fn offer(sku: &str, options: &[(&str, &str)]) -> VariantOffer {
        VariantOffer {
            sku: sku.parse().expect("sku"),
            options: options
                .iter()
                .map(|(name, value)| VariantOption {
                    name: (*name).to_owned(),
                    value: (*value).to_owned(),
                })
                .collect(),
            price: Money::new(100, Currency::EUR),
            available: 1,
        }
    }

    fn indices(variants: &[VariantOffer]) -> Vec<Vec<usize>> {
        rows(variants)
            .into_iter()
            .map(|row| row.into_iter().map(|(index, _)| index).collect())
            .collect()
    }

    #[test]
    fn one_option_makes_one_row() {
        let variants = [offer("A", &[("Size", "S")]), offer("B", &[("Size", "M")])];
        assert_eq!(indices(&variants), [[0, 1]]);
    }

    #[test]
    fn two_options_make_a_row_for_each_value_of_the_first() {
        let variants = [
            offer("A", &[("Size", "S"), ("Colour", "Sea")]),
            offer("B", &[("Size", "M"), ("Colour", "Sea")]),
            offer("C", &[("Size", "S"), ("Colour", "Fog")]),
        ];
        assert_eq!(indices(&variants), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn a_product_without_options_asks_for_no_choice() {
        assert_eq!(names(&[offer("A", &[])]), None);
        assert_eq!(names(&[]), None);
    }
}
