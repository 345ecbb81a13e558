//! `cardCvc`: the CVC alone, as for a saved card.

use wasm_bindgen::JsValue;

use super::element::sealed::Sealed;
use super::{Change, Element, ElementKind, FieldStyle, FieldUpdate};
use crate::options::Options;

/// A CVC Element.
pub type CardCvcElement = Element<CardCvc>;

/// The kind of a [`CardCvcElement`].
pub enum CardCvc {}

/// How a CVC Element is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardCvcOptions {
    /// How it looks.
    pub style: FieldStyle,
    /// Shown while nothing is typed; Stripe.js' own text when empty.
    pub placeholder: Option<String>,
    /// Cannot be typed into.
    pub disabled: bool,
}

impl CardCvcOptions {
    fn options(&self) -> Options {
        Options::new()
            .with_filled("style", self.style.options())
            .with_some("placeholder", self.placeholder.as_ref())
            .with_true("disabled", self.disabled)
    }
}

impl Sealed for CardCvc {}

impl ElementKind for CardCvc {
    const NAME: &'static str = "cardCvc";
    type Options = CardCvcOptions;
    type Update = FieldUpdate;
    type Change = Change;

    fn options_to_js(options: &CardCvcOptions) -> JsValue {
        options.options().to_js()
    }

    fn update_to_js(update: &FieldUpdate) -> JsValue {
        update.options().to_js()
    }

    fn change_from_js(event: &JsValue) -> Change {
        Change::read(event)
    }
}
