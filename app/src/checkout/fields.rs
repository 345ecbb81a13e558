//! The fields of the checkout form. Their names are [`commerce::contact::Field`]'s; each has an element `NAME-error`.

use commerce::{
    contact::CheckoutForm,
    country::Country,
    delivery::{DeliveryMethod, DeliveryRates},
};
use leptos::prelude::*;
use words::Locale;

use crate::orders::country_name;

struct Text {
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    kind: &'static str,
    /// The field's name in the HTML standard's list of autofill names.
    autocomplete: &'static str,
    required: bool,
    value: String,
}

impl Text {
    fn view(self) -> impl IntoView {
        let (error_id, hint_id) = (
            format!("{}-error", self.name),
            format!("{}-hint", self.name),
        );
        let described = match self.hint {
            Some(_) => format!("{hint_id} {error_id}"),
            None => error_id.clone(),
        };
        view! {
            <p class="field" data-field=self.name>
                <label for=self.name>{self.label}</label>
                <input
                    id=self.name
                    name=self.name
                    type=self.kind
                    autocomplete=self.autocomplete
                    required=self.required
                    maxlength="254"
                    value=self.value
                    aria-describedby=described
                />
                {self.hint.map(|hint| view! { <span class="hint" id=hint_id>{hint}</span> })}
                <span class="error" id=error_id></span>
            </p>
        }
    }
}

/// Contact, address and delivery, filled with what the customer typed before.
#[component]
pub(super) fn Fields(typed: CheckoutForm, rates: DeliveryRates) -> impl IntoView {
    let t = Locale::default();
    let text = |name, label, kind, autocomplete, required, value| Text {
        name,
        label,
        hint: None,
        kind,
        autocomplete,
        required,
        value,
    };
    let email = Text {
        hint: Some(t.checkout_email_hint()),
        ..text(
            "email",
            t.checkout_email(),
            "email",
            "email",
            true,
            typed.email,
        )
    };
    let phone = Text {
        hint: Some(t.checkout_phone_hint()),
        ..text(
            "phone",
            t.checkout_phone(),
            "tel",
            "shipping tel",
            false,
            typed.phone,
        )
    };
    let chosen = Country::from_code(&typed.country);
    let mut countries: Vec<_> = Country::all()
        .map(|country| (country_name(t, country), country))
        .collect();
    countries.sort_by_key(|(name, _)| *name);
    let delivery = DeliveryMethod::from_form(&typed.delivery).unwrap_or_default();
    view! {
        <fieldset class="panel">
            <legend>{t.checkout_contact()}</legend>
            {email.view()}
        </fieldset>
        <fieldset class="panel">
            <legend>{t.checkout_delivery_address()}</legend>
            <div class="address-grid">
                {text("name", t.checkout_name(), "text", "shipping name", true, typed.name).view()}
                {text("line1", t.checkout_line1(), "text", "shipping address-line1", true, typed.line1)
                    .view()}
                {text("line2", t.checkout_line2(), "text", "shipping address-line2", false, typed.line2)
                    .view()}
                {text(
                        "postal_code",
                        t.checkout_postal_code(),
                        "text",
                        "shipping postal-code",
                        true,
                        typed.postal_code,
                    )
                    .view()}
                {text("city", t.checkout_city(), "text", "shipping address-level2", true, typed.city)
                    .view()}
                {text(
                        "region",
                        t.checkout_region(),
                        "text",
                        "shipping address-level1",
                        false,
                        typed.region,
                    )
                    .view()} <p class="field" data-field="country">
                    <label for="country">{t.checkout_country()}</label>
                    <select
                        id="country"
                        name="country"
                        autocomplete="shipping country"
                        required
                        aria-describedby="country-error"
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
                    <span class="error" id="country-error"></span>
                </p> {phone.view()}
            </div>
        </fieldset>
        <fieldset class="panel">
            <legend>{t.checkout_delivery_method()}</legend>
            <div class="choices">
                {DeliveryMethod::ALL
                    .into_iter()
                    .map(|method| delivery_choice(t, method, rates, method == delivery))
                    .collect_view()}
            </div>
            <span class="error" id="delivery-error"></span>
        </fieldset>
    }
}

fn delivery_choice(
    t: Locale,
    method: DeliveryMethod,
    rates: DeliveryRates,
    chosen: bool,
) -> impl IntoView {
    let (label, hint) = delivery_words(t, method);
    let id = format!("delivery-{}", method.as_str());
    view! {
        <label class="choice" for=id.clone()>
            <input type="radio" id=id.clone() name="delivery" value=method.as_str() checked=chosen />
            <span>
                <strong>{label}</strong>
                <small>{hint}</small>
            </span>
            <span class="price">{rates.of(method).to_string()}</span>
        </label>
    }
}

/// Name of a way of delivery, and how long it takes.
pub(crate) fn delivery_words(t: Locale, method: DeliveryMethod) -> (&'static str, &'static str) {
    match method {
        DeliveryMethod::Standard => (t.checkout_standard(), t.checkout_standard_hint()),
        DeliveryMethod::Express => (t.checkout_express(), t.checkout_express_hint()),
    }
}

/// Says what cannot be done without JavaScript, and that nothing is lost.
pub(super) fn no_script(t: Locale) -> impl IntoView {
    view! {
        <noscript>
            <p class="notice warning">{t.checkout_no_script()}</p>
        </noscript>
    }
}
