//! `cardNumber`: the card number, beside expiry date and CVC.

use wasm_bindgen::JsValue;

use super::element::sealed::Sealed;
use super::{Change, Element, ElementKind, FieldStyle, FieldUpdate};
use crate::options::Options;

/// A card number Element.
pub type CardNumberElement = Element<CardNumber>;

/// The kind of a [`CardNumberElement`].
pub enum CardNumber {}

/// How a card number Element is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardNumberOptions {
    /// How it looks.
    pub style: FieldStyle,
    /// Shown while nothing is typed; Stripe.js' own text when empty.
    pub placeholder: Option<String>,
    /// Shows a picture of the card's brand.
    pub show_icon: bool,
    /// Offers no Link button.
    pub disable_link: bool,
    /// Cannot be typed into.
    pub disabled: bool,
}

impl CardNumberOptions {
    fn options(&self) -> Options {
        Options::new()
            .with_filled("style", self.style.options())
            .with_some("placeholder", self.placeholder.as_ref())
            .with_true("showIcon", self.show_icon)
            .with_true("disableLink", self.disable_link)
            .with_true("disabled", self.disabled)
    }
}

impl Sealed for CardNumber {}

impl ElementKind for CardNumber {
    const NAME: &'static str = "cardNumber";
    type Options = CardNumberOptions;
    type Update = FieldUpdate;
    type Change = Change;

    fn options_to_js(options: &CardNumberOptions) -> JsValue {
        options.options().to_js()
    }

    fn update_to_js(update: &FieldUpdate) -> JsValue {
        update.options().to_js()
    }

    fn change_from_js(event: &JsValue) -> Change {
        Change::read(event)
    }
}
