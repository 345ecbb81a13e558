//! `cardExpiry`: the expiry date, beside a card number.

use wasm_bindgen::JsValue;

use super::element::sealed::Sealed;
use super::{Change, Element, ElementKind, FieldStyle, FieldUpdate};
use crate::options::Options;

/// An expiry date Element.
pub type CardExpiryElement = Element<CardExpiry>;

/// The kind of a [`CardExpiryElement`].
pub enum CardExpiry {}

/// How an expiry date Element is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardExpiryOptions {
    /// How it looks.
    pub style: FieldStyle,
    /// Shown while nothing is typed; Stripe.js' own text when empty.
    pub placeholder: Option<String>,
    /// Cannot be typed into.
    pub disabled: bool,
}

impl CardExpiryOptions {
    fn options(&self) -> Options {
        Options::new()
            .with_filled("style", self.style.options())
            .with_some("placeholder", self.placeholder.as_ref())
            .with_true("disabled", self.disabled)
    }
}

impl Sealed for CardExpiry {}

impl ElementKind for CardExpiry {
    const NAME: &'static str = "cardExpiry";
    type Options = CardExpiryOptions;
    type Update = FieldUpdate;
    type Change = Change;

    fn options_to_js(options: &CardExpiryOptions) -> JsValue {
        options.options().to_js()
    }

    fn update_to_js(update: &FieldUpdate) -> JsValue {
        update.options().to_js()
    }

    fn change_from_js(event: &JsValue) -> Change {
        Change::read(event)
    }
}
