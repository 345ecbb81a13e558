//! The fields of the checkout form. Their names are [`commerce::contact::Field`]'s; each has an element `NAME-error`.

use commerce::{
    contact::{CheckoutForm, Field, FieldError},
    country::Country,
    delivery::{DeliveryMethod, DeliveryRates},
};
use leptos::prelude::*;
use shop::checkout::Quote;
use words::Locale;

use super::messages;
use crate::orders::country_name;

/// What the server found wrong with the fields, if the form was posted before.
#[derive(Clone)]
struct Faults(Vec<FieldError>);

impl Faults {
    /// The sentence for the field, and whether it is the first that is wrong.
    fn of(&self, t: Locale, field: Field) -> Fault {
        let error = self.0.iter().find(|error| error.field == field);
        Fault {
            text: error.map(|error| messages::field_error(t, *error)),
            is_first: error.is_some() && self.0.first() == error,
        }
    }
}

#[derive(Default)]
struct Fault {
    text: Option<String>,
    is_first: bool,
}

impl Fault {
    /// The value of `aria-invalid`.
    fn invalid(&self) -> Option<&'static str> {
        self.text.as_ref().map(|_| "true")
    }
}

struct Text {
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    kind: &'static str,
    /// The field's name in the HTML standard's list of autofill names.
    autocomplete: &'static str,
    required: bool,
    value: String,
    fault: Fault,
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
                    aria-invalid=self.fault.invalid()
                    autofocus=self.fault.is_first
                />
                {self.hint.map(|hint| view! { <span class="hint" id=hint_id>{hint}</span> })}
                <span class="error" id=error_id>
                    {self.fault.text}
                </span>
            </p>
        }
    }
}

/// Contact, address and delivery, filled with what the customer typed before, and `errors` beside what is wrong with it.
#[component]
pub(super) fn Fields(
    typed: CheckoutForm,
    errors: Vec<FieldError>,
    rates: DeliveryRates,
) -> impl IntoView {
    let t = Locale::default();
    let faults = Faults(errors);
    let text = |field, name, label, kind, autocomplete, required, value| Text {
        name,
        label,
        hint: None,
        kind,
        autocomplete,
        required,
        value,
        fault: faults.of(t, field),
    };
    let email = Text {
        hint: Some(t.checkout_email_hint()),
        ..text(
            Field::Email,
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
            Field::Phone,
            "phone",
            t.checkout_phone(),
            "tel",
            "shipping tel",
            false,
            typed.phone,
        )
    };
    let line = |field, name, label, autocomplete, required, value| {
        text(field, name, label, "text", autocomplete, required, value).view()
    };
    let country_fault = faults.of(t, Field::Country);
    let delivery_fault = faults.of(t, Field::Delivery);
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
        </fieldset>
        <fieldset class="panel">
            <legend>{t.checkout_delivery_method()}</legend>
            <div class="choices">
                {DeliveryMethod::ALL
                    .into_iter()
                    .map(|method| delivery_choice(t, method, rates, method == delivery))
                    .collect_view()}
            </div>
            <span class="error" id="delivery-error">
                {delivery_fault.text}
            </span>
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

/// Says what can and cannot be done without JavaScript, and that nothing is lost.
pub(super) fn no_script(t: Locale, hosted: bool) -> impl IntoView {
    let text = if hosted {
        t.checkout_no_script_hosted()
    } else {
        t.checkout_no_script()
    };
    view! {
        <noscript>
            <p class="notice warning">{text}</p>
        </noscript>
    }
}

/// What a posted form says besides the fields: the totals that the customer was shown and, without JavaScript, the only
/// button there is. With JavaScript the island has a button.
pub(super) fn plain_form(t: Locale, quote: &Quote, hosted: bool) -> impl IntoView + use<> {
    let totals = DeliveryMethod::ALL.map(|method| {
        let total = quote.total(method).unwrap_or(quote.cart.items);
        view! {
            <input type="hidden" name=format!("seen_{}", method.as_str()) value=total.minor />
        }
    });
    let button = hosted.then(|| {
        view! {
            <noscript>
                <button class="button primary wide" type="submit" name="hosted" value="yes">
                    {t.checkout_pay_hosted()}
                </button>
            </noscript>
        }
    });
    view! {
        {totals.into_iter().collect_view()}
        {button}
    }
}
