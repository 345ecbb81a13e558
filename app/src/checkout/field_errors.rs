//! What the server found wrong, shown beside the fields. The fields are the server's HTML: each `name` has an element
//! `name-error` for it.

use commerce::contact::{CheckoutForm, Field, FieldError};
use wasm_bindgen::JsCast;
use web_sys::{Document, FormData, HtmlElement, HtmlFormElement};
use words::Locale;

use super::messages;

const FIELDS: [(Field, &str); 10] = [
    (Field::Email, "email"),
    (Field::Name, "name"),
    (Field::Line1, "line1"),
    (Field::Line2, "line2"),
    (Field::PostalCode, "postal_code"),
    (Field::City, "city"),
    (Field::Region, "region"),
    (Field::Country, "country"),
    (Field::Phone, "phone"),
    (Field::Delivery, "delivery"),
];

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// What is typed.
pub(super) fn read(form: &HtmlFormElement) -> CheckoutForm {
    let data = FormData::new_with_form(form).ok();
    let value = |name: &str| {
        data.as_ref()
            .and_then(|data| data.get(name).as_string())
            .unwrap_or_default()
    };
    CheckoutForm {
        email: value("email"),
        name: value("name"),
        line1: value("line1"),
        line2: value("line2"),
        city: value("city"),
        region: value("region"),
        postal_code: value("postal_code"),
        country: value("country"),
        phone: value("phone"),
        delivery: value("delivery"),
    }
}

/// Shows the errors, clears the others, and moves the focus to the first.
pub(super) fn show(errors: &[FieldError]) {
    let Some(document) = document() else { return };
    let mut first: Option<HtmlElement> = None;
    for (field, name) in FIELDS {
        let input = document.get_element_by_id(name);
        let place = document.get_element_by_id(&format!("{name}-error"));
        let error = errors.iter().find(|error| error.field == field);
        if let Some(place) = place {
            let text = error.map(|error| messages::field_error(Locale::default(), *error));
            place.set_text_content(text.as_deref());
        }
        let Some(input) = input else { continue };
        // An attribute on one of our own elements is always taken.
        let _ = match error {
            Some(_) => input.set_attribute("aria-invalid", "true"),
            None => input.remove_attribute("aria-invalid"),
        };
        if error.is_some() && first.is_none() {
            first = input.dyn_into().ok();
        }
    }
    if let Some(first) = first {
        let _ = first.focus();
    }
}
