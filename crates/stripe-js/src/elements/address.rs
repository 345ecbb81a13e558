//! `address`: name and postal address, with autocompletion.

use wasm_bindgen::JsValue;

use super::element::sealed::Sealed;
use super::{Element, ElementKind};
use crate::Address as PostalAddress;
use crate::options::Options;
use crate::read::{field, flag, text};

/// An Address Element.
pub type AddressElement = Element<Address>;

/// The kind of an [`AddressElement`].
pub enum Address {}

/// Whose address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressMode {
    /// Where the goods go.
    Shipping,
    /// Who pays.
    Billing,
}

/// How an Address Element is made.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressOptions {
    /// Whose address it is.
    pub mode: AddressMode,
    /// ISO 3166-1 alpha-2 codes of the countries to choose from; all of them when empty.
    pub allowed_countries: Vec<String>,
    /// What is known already.
    pub defaults: AddressValue,
    /// Asks for a telephone number, too.
    pub phone: bool,
}

/// A name and an address.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AddressValue {
    /// The whole name.
    pub name: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// The address. As a default it needs a country.
    pub address: PostalAddress,
}

/// What was typed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AddressChange {
    /// It could be sent as it is.
    pub complete: bool,
    /// There is nothing in it.
    pub empty: bool,
    /// What it says.
    pub value: AddressValue,
}

impl AddressOptions {
    /// An address of which nothing is known yet.
    #[must_use]
    pub fn new(mode: AddressMode) -> Self {
        Self {
            mode,
            allowed_countries: Vec::new(),
            defaults: AddressValue::default(),
            phone: false,
        }
    }

    fn options(&self) -> Options {
        let mode = match self.mode {
            AddressMode::Shipping => "shipping",
            AddressMode::Billing => "billing",
        };
        let countries = self.allowed_countries.as_slice();
        let fields = self.phone.then(|| Options::new().with("phone", "always"));
        Options::new()
            .with("mode", mode)
            .with_some(
                "allowedCountries",
                (!countries.is_empty()).then_some(countries),
            )
            .with_filled("defaultValues", self.defaults.options())
            .with_some("fields", fields)
    }
}

impl AddressValue {
    fn options(&self) -> Options {
        Options::new()
            .with_some("name", self.name.as_ref())
            .with_some("phone", self.phone.as_ref())
            .with_filled("address", self.address.options())
    }

    fn read(value: &JsValue) -> Self {
        let address = field(value, "address").unwrap_or(JsValue::UNDEFINED);
        Self {
            name: text(value, "name"),
            phone: text(value, "phone"),
            address: PostalAddress {
                line1: text(&address, "line1"),
                line2: text(&address, "line2"),
                city: text(&address, "city"),
                state: text(&address, "state"),
                postal_code: text(&address, "postal_code"),
                country: text(&address, "country"),
            },
        }
    }
}

impl Sealed for Address {}

impl ElementKind for Address {
    const NAME: &'static str = "address";
    type Options = AddressOptions;
    type Update = AddressOptions;
    type Change = AddressChange;

    fn options_to_js(options: &AddressOptions) -> JsValue {
        options.options().to_js()
    }

    fn update_to_js(update: &AddressOptions) -> JsValue {
        update.options().to_js()
    }

    fn change_from_js(event: &JsValue) -> AddressChange {
        AddressChange {
            complete: flag(event, "complete"),
            empty: flag(event, "empty"),
            value: field(event, "value")
                .map(|value| AddressValue::read(&value))
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_its_mode_only() {
        let bare = AddressOptions::new(AddressMode::Billing);
        assert_eq!(bare.options(), Options::new().with("mode", "billing"));
        let full = AddressOptions {
            allowed_countries: vec!["DE".to_owned(), "FR".to_owned()],
            defaults: AddressValue {
                address: PostalAddress {
                    country: Some("DE".to_owned()),
                    ..PostalAddress::default()
                },
                ..AddressValue::default()
            },
            phone: true,
            ..AddressOptions::new(AddressMode::Shipping)
        };
        let address = Options::new().with("address", Options::new().with("country", "DE"));
        let expected = Options::new()
            .with("mode", "shipping")
            .with(
                "allowedCountries",
                ["DE".to_owned(), "FR".to_owned()].as_slice(),
            )
            .with("defaultValues", address)
            .with("fields", Options::new().with("phone", "always"));
        assert_eq!(full.options(), expected);
    }
}
