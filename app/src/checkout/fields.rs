//! The fields of the checkout form. Their names are [`commerce::contact::Field`]'s; each has an element `NAME-error`.

use commerce::{
    contact::{CheckoutForm, Field, FieldError},
    delivery::{DeliveryMethod, DeliveryRates},
};
use leptos::prelude::*;
use shop::checkout::Quote;
use words::Locale;

use crate::form::{Faults, TextField, address_fields};

/// Contact, address and delivery, filled with what the customer typed before, and `errors` beside what is wrong with it.
#[component]
pub(super) fn Fields(
    typed: CheckoutForm,
    errors: Vec<FieldError>,
    rates: DeliveryRates,
) -> impl IntoView {
    let t = Locale::default();
    let faults = Faults(errors);
    let email = TextField {
        name: "email",
        label: t.checkout_email(),
        hint: Some(t.checkout_email_hint()),
        kind: "email",
        autocomplete: "email",
        required: true,
        value: typed.email.clone(),
        fault: faults.of(t, Field::Email),
    };
    let delivery_fault = faults.of(t, Field::Delivery);
    let delivery = DeliveryMethod::from_form(&typed.delivery).unwrap_or_default();
    view! {
        <fieldset class="panel">
            <legend>{t.checkout_contact()}</legend>
            {email.view()}
        </fieldset>
        <fieldset class="panel">
            <legend>{t.checkout_delivery_address()}</legend>
            {address_fields(t, typed.address(), &faults)}
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
pub(super) fn plain_form(
    t: Locale,
    quote: &Quote,
    hosted: bool,
    logged_in: bool,
) -> impl IntoView + use<> {
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
        {logged_in.then(|| view! { <input type="hidden" name="logged_in" value="yes" /> })}
        {button}
    }
}
