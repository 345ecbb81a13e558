//! The parts of the page that the cart's behaviour reads and writes. The server wrote them in `menu`, `page`,
//! `contents` and `line`.

use leptos::{prelude::document, web_sys};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

/// The element of an id, as its kind.
pub(super) fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The number that the server wrote on the cart's button.
pub(super) fn written_count() -> u32 {
    by_id::<Element>("cart-count")
        .and_then(|element| element.text_content())
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(0)
}

/// What is in the cart, as HTML.
pub(super) fn contents() -> Option<Element> {
    by_id("cart-contents")
}

/// Opens the drawer. False when this page has none.
pub(super) fn open_drawer() -> bool {
    by_id::<HtmlDialogElement>("cart-drawer")
        .is_some_and(|drawer| drawer.open() || drawer.show_modal().is_ok())
}

/// Says a sentence where the customer is looking; it is announced to who cannot see it.
pub(super) fn say(class: &str, sentence: &str) {
    if let Some(said) = by_id::<Element>("cart-said") {
        said.set_class_name(class);
        said.set_text_content(Some(sentence));
    }
}

/// Puts other contents in place. The control that had the focus gets it back, with what was being typed in it; where
/// it is gone or can no longer be used, the focus goes to what was said, and not to the page's top.
pub(super) fn replace_contents(html: &str) {
    let Some(contents) = contents() else { return };
    let focused = document()
        .active_element()
        .filter(|focused| contents.contains(Some(focused)));
    let typed = focused
        .as_ref()
        .and_then(|focused| focused.dyn_ref::<HtmlInputElement>())
        .filter(|input| input.value() != input.default_value())
        .map(HtmlInputElement::value);
    contents.set_inner_html(html);
    let _ = contents.remove_attribute("aria-busy");
    if let Some(focused) = focused {
        let again = by_id::<HtmlElement>(&focused.id())
            .filter(|control| !control.has_attribute("disabled"));
        if let (Some(typed), Some(input)) = (
            typed,
            again
                .as_ref()
                .and_then(|control| control.dyn_ref::<HtmlInputElement>()),
        ) {
            input.set_value(&typed);
        }
        if let Some(target) = again.or_else(|| by_id("cart-said")) {
            let _ = target.focus();
        }
    }
}
