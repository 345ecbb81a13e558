//! What a card's Element tells when the customer types.

use wasm_bindgen::JsValue;

use crate::read::{field, flag, text};

/// What was typed, as far as a page may know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Change {
    /// It could be sent as it is. The customer may still go on typing.
    pub complete: bool,
    /// There is nothing in it.
    pub empty: bool,
    /// What is wrong with it.
    pub error: Option<FieldError>,
    /// The card's brand, such as `visa` or `unknown`; from Elements with a card number.
    pub brand: Option<String>,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Such as `incomplete_cvc`: the value to branch on.
    pub code: String,
    /// A sentence in the language of the Elements, for the customer.
    pub message: String,
}

impl Change {
    pub(crate) fn read(event: &JsValue) -> Self {
        Self {
            complete: flag(event, "complete"),
            empty: flag(event, "empty"),
            error: field(event, "error").map(|error| FieldError {
                code: text(&error, "code").unwrap_or_default(),
                message: text(&error, "message").unwrap_or_default(),
            }),
            brand: text(event, "brand"),
        }
    }
}
