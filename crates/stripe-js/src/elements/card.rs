//! `card`: number, expiry and CVC in one line.

use wasm_bindgen::JsValue;

use super::element::sealed::Sealed;
use super::{Change, Element, ElementKind, FieldStyle};
use crate::options::Options;

/// A Card Element.
pub type CardElement = Element<Card>;

/// The kind of a [`CardElement`].
pub enum Card {}

/// How a Card Element is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardOptions {
    /// How it looks.
    pub style: FieldStyle,
    /// Asks for no postal code, because the page does.
    pub hide_postal_code: bool,
    /// Shows no picture of the card's brand.
    pub hide_icon: bool,
    /// Offers no Link button.
    pub disable_link: bool,
    /// Cannot be typed into.
    pub disabled: bool,
}

/// What may change of a card's Element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldUpdate {
    /// How it looks from now on.
    pub style: Option<FieldStyle>,
    /// Whether it cannot be typed into, as while a payment runs.
    pub disabled: Option<bool>,
}

impl CardOptions {
    fn options(&self) -> Options {
        Options::new()
            .with_filled("style", self.style.options())
            .with_true("hidePostalCode", self.hide_postal_code)
            .with_true("hideIcon", self.hide_icon)
            .with_true("disableLink", self.disable_link)
            .with_true("disabled", self.disabled)
    }
}

impl FieldUpdate {
    pub(super) fn options(&self) -> Options {
        Options::new()
            .with_some("style", self.style.as_ref().map(FieldStyle::options))
            .with_some("disabled", self.disabled)
    }
}

impl Sealed for Card {}

impl ElementKind for Card {
    const NAME: &'static str = "card";
    type Options = CardOptions;
    type Update = FieldUpdate;
    type Change = Change;

    fn options_to_js(options: &CardOptions) -> JsValue {
        options.options().to_js()
    }

    fn update_to_js(update: &FieldUpdate) -> JsValue {
        update.options().to_js()
    }

    fn change_from_js(event: &JsValue) -> Change {
        Change::read(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_from_stripes_own_is_sent() {
        assert!(CardOptions::default().options().is_empty());
        let options = CardOptions {
            hide_postal_code: true,
            disable_link: true,
            ..CardOptions::default()
        };
        let expected = Options::new()
            .with("hidePostalCode", true)
            .with("disableLink", true);
        assert_eq!(options.options(), expected);
    }

    #[test]
    fn an_update_can_switch_off_what_was_on() {
        let update = FieldUpdate {
            disabled: Some(false),
            ..FieldUpdate::default()
        };
        assert_eq!(update.options(), Options::new().with("disabled", false));
    }
}
