//! What was typed and not yet sent, kept in the tab's session storage: a reload or the back button loses nothing. Card details
//! are in Stripe's frame and never here.

use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, Storage};

const PREFIX: &str = "till.checkout.";

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// A field of the form: `(name, value)`, for what can be typed or chosen.
fn each_field(form: &HtmlFormElement, mut visit: impl FnMut(&str, Control)) {
    let elements = form.elements();
    for index in 0..elements.length() {
        let Some(element) = elements.item(index) else {
            continue;
        };
        if let Ok(select) = element.clone().dyn_into::<HtmlSelectElement>() {
            visit(&select.name(), Control::Select(select));
        } else if let Ok(input) = element.dyn_into::<HtmlInputElement>() {
            visit(&input.name(), Control::Input(input));
        }
    }
}

enum Control {
    Input(HtmlInputElement),
    Select(HtmlSelectElement),
}

/// Keeps what the form holds now.
pub(super) fn keep(form: &HtmlFormElement) {
    let Some(storage) = storage() else { return };
    each_field(form, |name, control| {
        let value = match control {
            Control::Select(select) => select.value(),
            Control::Input(input) if input.type_() == "radio" && !input.checked() => return,
            Control::Input(input) => input.value(),
        };
        // A full or forbidden storage only means that a reload loses what was typed.
        let _ = storage.set_item(&format!("{PREFIX}{name}"), &value);
    });
}

/// Puts back what was kept, where the page has nothing typed yet. Where the page came with another address than was typed, an
/// empty field is a part of that address.
pub(super) fn restore(form: &HtmlFormElement) {
    let Some(storage) = storage() else { return };
    let street = value_of(form, "line1").unwrap_or_default();
    let kept_street = storage.get_item(&format!("{PREFIX}line1")).ok().flatten();
    let has_other_address = !street.is_empty() && kept_street.is_some_and(|kept| kept != street);
    each_field(form, |name, control| {
        let Ok(Some(kept)) = storage.get_item(&format!("{PREFIX}{name}")) else {
            return;
        };
        match control {
            Control::Select(select) => {
                if select.value().is_empty() {
                    select.set_value(&kept);
                }
            }
            Control::Input(input) if input.type_() == "radio" => {
                // The others of its group give way. What is no longer offered leaves the group as it is.
                if input.value() == kept && !input.disabled() {
                    input.set_checked(true);
                }
            }
            Control::Input(input) => {
                if input.value().is_empty() && !has_other_address {
                    input.set_value(&kept);
                }
            }
        }
    });
}

/// The value of what is chosen to pay by; nothing where there is no choice.
pub(super) fn pay_by(form: &HtmlFormElement) -> Option<String> {
    value_of(form, "pay_by")
}

/// Whether the customer wants a new card to be kept for the next time.
pub(super) fn wants_to_save(form: &HtmlFormElement) -> bool {
    FormData::new_with_form(form).is_ok_and(|data| data.has("save_card"))
}

fn value_of(form: &HtmlFormElement, name: &str) -> Option<String> {
    FormData::new_with_form(form).ok()?.get(name).as_string()
}

/// Forgets it: the order is placed and paid.
pub(super) fn forget(form: &HtmlFormElement) {
    let Some(storage) = storage() else { return };
    each_field(form, |name, _| {
        let _ = storage.remove_item(&format!("{PREFIX}{name}"));
    });
}
