//! Postal addresses, and where goods go.

use std::fmt;

use serde::Deserialize;

use crate::form::Form;

/// A postal address. `Debug` prints nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Address {
    /// Street and number, or a P.O. box.
    pub line1: Option<String>,
    /// Flat, floor, building.
    pub line2: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// County, province, region.
    pub state: Option<String>,
    /// ZIP or postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
}

impl Address {
    pub(crate) fn write(&self, form: &mut Form, key: &str) {
        for (name, value) in [
            ("line1", &self.line1),
            ("line2", &self.line2),
            ("city", &self.city),
            ("state", &self.state),
            ("postal_code", &self.postal_code),
            ("country", &self.country),
        ] {
            form.put_some(&format!("{key}[{name}]"), value.as_ref());
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(..)")
    }
}

/// Where the goods go. `Debug` prints nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Shipping {
    /// Who receives them.
    pub name: String,
    /// Where.
    pub address: Address,
    /// Telephone number, extension included.
    pub phone: Option<String>,
}

impl Shipping {
    pub(crate) fn write(&self, form: &mut Form, key: &str) {
        form.put(&format!("{key}[name]"), &self.name);
        form.put_some(&format!("{key}[phone]"), self.phone.as_ref());
        self.address.write(form, &format!("{key}[address]"));
    }
}

impl fmt::Debug for Shipping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shipping(..)")
    }
}
