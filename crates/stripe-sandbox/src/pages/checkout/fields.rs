//! The form's fields: a label, an input, and beneath it what is wrong.

use super::form::Faults;
use crate::countries::COUNTRIES;
use crate::pages::html::{Markup, html};

/// A line to type into.
#[derive(Clone, Copy, Default)]
pub(super) struct Field<'a> {
    /// Its name in the form, and its id on the page.
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    /// What a browser may fill in.
    pub(super) autocomplete: &'a str,
    /// `email`, `tel` or `text`.
    pub(super) kind: &'a str,
    /// `numeric` for digits.
    pub(super) keyboard: &'a str,
    pub(super) placeholder: &'a str,
    /// What to say if it is left empty; empty itself if it may be.
    pub(super) missing: &'a str,
    /// Whether everyone may leave it empty.
    pub(super) optional: bool,
    pub(super) locked: bool,
}

/// A choice of countries.
pub(super) struct Country<'a> {
    pub(super) name: &'a str,
    pub(super) chosen: &'a str,
    pub(super) autocomplete: &'a str,
    /// The codes to choose from; `None` is all.
    pub(super) only: Option<&'a [String]>,
}

/// The attributes of an input about which something is wrong, and those that lead to that text.
fn state_of(name: &str, faults: &Faults) -> Markup {
    let wrong = faults.fields.contains_key(name);
    let first = faults.problem.is_none()
        && wrong
        && order()
            .find(|field| faults.fields.contains_key(*field))
            .is_some_and(|first| first == name);
    let invalid = if wrong { "true" } else { "false" };
    let focus = first.then(|| html!(" autofocus"));
    html!(
        r#" id="{}" name="{}" aria-describedby="{}-fault" aria-invalid="{}"{}"#,
        name,
        name,
        name,
        invalid,
        focus
    )
}

/// The fields in the order in which they are on the page.
fn order() -> impl Iterator<Item = &'static str> {
    [
        "email",
        "phone",
        "shipping_name",
        "shipping_country",
        "shipping_line1",
        "shipping_line2",
        "shipping_postal_code",
        "shipping_city",
        "shipping_state",
        "shipping_option",
        "number",
        "expiry",
        "cvc",
        "iban",
        "name",
        "country",
        "line1",
        "line2",
        "postal_code",
        "city",
        "state",
    ]
    .into_iter()
}

/// What is wrong with a field; empty and unseen if nothing is.
pub(super) fn fault(name: &str, faults: &Faults) -> Markup {
    let message = faults.fields.get(name).map_or("", String::as_str);
    html!(r#"<p class="fault" id="{}-fault">{}</p>"#, name, message)
}

/// A field with its label.
pub(super) fn field(field: Field<'_>, faults: &Faults) -> Markup {
    let kind = if field.kind.is_empty() {
        "text"
    } else {
        field.kind
    };
    let keyboard =
        (!field.keyboard.is_empty()).then(|| html!(r#" inputmode="{}""#, field.keyboard));
    let placeholder =
        (!field.placeholder.is_empty()).then(|| html!(r#" placeholder="{}""#, field.placeholder));
    let required = (!field.missing.is_empty())
        .then(|| html!(r#" aria-required="true" data-missing="{}""#, field.missing));
    let optional = field
        .optional
        .then(|| html!(r#" <span class="quiet">(optional)</span>"#));
    let locked = field.locked.then(|| html!(" readonly"));
    html!(
        r#"<div class="field field-{}"><label for="{}">{}{}</label>
<input type="{}"{} value="{}" autocomplete="{}"{}{}{}{}>
{}</div>"#,
        field.name,
        field.name,
        field.label,
        optional,
        kind,
        state_of(field.name, faults),
        field.value,
        field.autocomplete,
        keyboard,
        placeholder,
        required,
        locked,
        fault(field.name, faults)
    )
}

/// A choice of countries with its label.
pub(super) fn country(choice: &Country<'_>, faults: &Faults) -> Markup {
    let offered = |code: &str| {
        choice
            .only
            .is_none_or(|only| only.iter().any(|allowed| allowed == code))
    };
    let options: Markup = COUNTRIES
        .iter()
        .filter(|(code, _)| offered(code))
        .map(|(code, name)| {
            let selected = (*code == choice.chosen).then(|| html!(" selected"));
            html!(
                r#"<option value="{}"{}>{}</option>"#,
                *code,
                selected,
                *name
            )
        })
        .collect();
    html!(
        r#"<div class="field field-{}"><label for="{}">Country or region</label>
<select{} autocomplete="{}" aria-required="true" data-missing="Choose a country.">
<option value="">Choose</option>{}</select>
{}</div>"#,
        choice.name,
        choice.name,
        state_of(choice.name, faults),
        choice.autocomplete,
        options,
        fault(choice.name, faults)
    )
}
