//! Who pays, as the card issuer may check it.

use crate::options::Options;

/// Name and address of who pays. What an Element collects itself goes before what stands here.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct BillingDetails {
    /// Name on the card.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number, extension included.
    pub phone: Option<String>,
    /// Where the bank sends its letters.
    pub address: Address,
}

/// A postal address.
#[derive(Clone, PartialEq, Eq, Default)]
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

impl BillingDetails {
    pub(crate) fn options(&self) -> Options {
        Options::new()
            .with_some("name", self.name.as_ref())
            .with_some("email", self.email.as_ref())
            .with_some("phone", self.phone.as_ref())
            .with_filled("address", self.address.options())
    }
}

impl Address {
    pub(crate) fn options(&self) -> Options {
        Options::new()
            .with_some("line1", self.line1.as_ref())
            .with_some("line2", self.line2.as_ref())
            .with_some("city", self.city.as_ref())
            .with_some("state", self.state.as_ref())
            .with_some("postal_code", self.postal_code.as_ref())
            .with_some("country", self.country.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_not_sent() {
        assert!(BillingDetails::default().options().is_empty());
        let details = BillingDetails {
            name: Some("Ada Example".to_owned()),
            address: Address {
                postal_code: Some("12345".to_owned()),
                ..Address::default()
            },
            ..BillingDetails::default()
        };
        let expected = Options::new()
            .with("name", "Ada Example")
            .with("address", Options::new().with("postal_code", "12345"));
        assert_eq!(details.options(), expected);
    }
}
