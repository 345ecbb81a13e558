//! The fields of a postal address. Their names are [`commerce::contact::Field`]'s.

use commerce::{
    contact::{AddressForm, Field},
    country::Country,
};
use leptos::prelude::*;
use words::Locale;

use super::{Faults, TextField};
use crate::orders::country_name;

/// Name, street, town, country and telephone, filled with what was typed before.
pub(crate) fn address_fields(
    t: Locale,
    typed: AddressForm,
    faults: &Faults,
) -> impl IntoView + use<> {
    let line = |field, name, label, autocomplete, required, value| {
        let text = TextField {
            name,
            label,
            hint: None,
            kind: "text",
            autocomplete,
            required,
            value,
            fault: faults.of(t, field),
        };
        text.view()
    };
    let phone = TextField {
        name: "phone",
        label: t.checkout_phone(),
        hint: Some(t.checkout_phone_hint()),
        kind: "tel",
        autocomplete: "shipping tel",
        required: false,
        value: typed.phone,
        fault: faults.of(t, Field::Phone),
    };
    let country_fault = faults.of(t, Field::Country);
    let chosen = Country::from_code(&typed.country);
    let mut countries: Vec<_> = Country::all()
        .map(|country| (country_name(t, country), country))
        .collect();
    countries.sort_by_key(|(name, _)| *name);
    view! {
        <div class="address-grid">
            {line(
                Field::Name,
                "name",
                t.checkout_name(),
                "shipping name",
                true,
                typed.name,
            )}
            {line(
                Field::Line1,
                "line1",
                t.checkout_line1(),
                "shipping address-line1",
                true,
                typed.line1,
            )}
            {line(
                Field::Line2,
                "line2",
                t.checkout_line2(),
                "shipping address-line2",
                false,
                typed.line2,
            )}
            {line(
                Field::PostalCode,
                "postal_code",
                t.checkout_postal_code(),
                "shipping postal-code",
                true,
                typed.postal_code,
            )}
            {line(
                Field::City,
                "city",
                t.checkout_city(),
                "shipping address-level2",
                true,
                typed.city,
            )}
            {line(
                Field::Region,
                "region",
                t.checkout_region(),
                "shipping address-level1",
                false,
                typed.region,
            )} <p class="field" data-field="country">
                <label for="country">{t.checkout_country()}</label>
                <select
                    id="country"
                    name="country"
                    autocomplete="shipping country"
                    required
                    aria-describedby="country-error"
                    aria-invalid=country_fault.invalid()
                    autofocus=country_fault.is_first
                >
                    <option value="" selected=chosen.is_none()>
                        {t.checkout_country_choose()}
                    </option>
                    {countries
                        .into_iter()
                        .map(|(name, country)| {
                            view! {
                                <option value=country.code() selected=chosen == Some(country)>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <span class="error" id="country-error">
                    {country_fault.text}
                </span>
            </p> {phone.view()}
        </div>
    }
}
