//! Where a parcel goes, as it was typed and as it was checked.

use serde::{Deserialize, Serialize};

use super::{Field, FieldError, Problem};
use crate::country::Country;

/// The part of a form that asks for an address, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    /// Full name of who receives the parcel.
    pub name: String,
    /// Street and number.
    pub line1: String,
    /// Flat, floor, company; may be empty.
    pub line2: String,
    /// Town.
    pub city: String,
    /// State or region; may be empty.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// ISO 3166-1 code.
    pub country: String,
    /// Telephone number for the carrier; may be empty.
    pub phone: String,
}

/// Where a parcel goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// Who receives it.
    pub name: String,
    /// Street and number.
    pub line1: String,
    /// Flat, floor, company.
    pub line2: Option<String>,
    /// Town.
    pub city: String,
    /// State or region.
    pub region: Option<String>,
    /// Postal code, in capitals.
    pub postal_code: String,
    /// Country.
    pub country: Country,
    /// Telephone number for the carrier.
    pub phone: Option<String>,
}

/// Prints nothing of the address, so that no log ever holds one.
impl std::fmt::Debug for PostalAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PostalAddress(…)")
    }
}

/// Longest text of a field, in characters; carriers' labels take no more.
const LONGEST: usize = 100;

impl AddressForm {
    /// Checks every field.
    ///
    /// # Errors
    /// Each field that is wrong, in the order of the form.
    pub fn check(&self) -> Result<PostalAddress, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field, problem| errors.push(FieldError { field, problem });
        let mut text = |field, typed: &str, needed: bool| {
            let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            if needed && typed.is_empty() {
                wrong(field, Problem::Missing);
            } else if typed.chars().count() > LONGEST {
                wrong(field, Problem::TooLong);
            } else if typed.chars().any(char::is_control) {
                wrong(field, Problem::Malformed);
            }
            typed
        };
        let name = text(Field::Name, &self.name, true);
        let line1 = text(Field::Line1, &self.line1, true);
        let line2 = text(Field::Line2, &self.line2, false);
        let postal_code = text(Field::PostalCode, &self.postal_code, true);
        let city = text(Field::City, &self.city, true);
        let region = text(Field::Region, &self.region, false);
        let phone = text(Field::Phone, &self.phone, false);
        if !phone.is_empty() && !is_phone(&phone) {
            wrong(Field::Phone, Problem::Malformed);
        }
        let country = Country::from_code(self.country.trim());
        if country.is_none() {
            let missing = self.country.trim().is_empty();
            wrong(
                Field::Country,
                if missing {
                    Problem::Missing
                } else {
                    Problem::Malformed
                },
            );
        }
        let postal_code = match country {
            Some(country) if !postal_code.is_empty() => {
                let checked = country.postal_code(&postal_code);
                if checked.is_none() {
                    wrong(Field::PostalCode, Problem::NotOfCountry(country));
                }
                checked
            }
            _ => None,
        };

        let optional = |text: String| Some(text).filter(|text| !text.is_empty());
        match (postal_code, country) {
            (Some(postal_code), Some(country)) if errors.is_empty() => Ok(PostalAddress {
                name,
                line1,
                line2: optional(line2),
                city,
                region: optional(region),
                postal_code,
                country,
                phone: optional(phone),
            }),
            _ => {
                errors.sort_by_key(|error| error.field);
                Err(errors)
            }
        }
    }
}

/// The address as its owner would type it.
impl From<PostalAddress> for AddressForm {
    fn from(address: PostalAddress) -> AddressForm {
        AddressForm {
            name: address.name,
            line1: address.line1,
            line2: address.line2.unwrap_or_default(),
            city: address.city,
            region: address.region.unwrap_or_default(),
            postal_code: address.postal_code,
            country: address.country.code().to_owned(),
            phone: address.phone.unwrap_or_default(),
        }
    }
}

/// A telephone number as people write one: digits with `+`, spaces, hyphens, dots, slashes and brackets, 5 to 15 digits
/// (E.164).
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=15).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "+ -./()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checked_address_is_typed_as_it_was() {
        let typed = AddressForm {
            name: "Ada Byron".into(),
            line1: "Hafenstraße 7".into(),
            line2: "Hinterhof".into(),
            city: "Hamburg".into(),
            postal_code: "20359".into(),
            country: "DE".into(),
            phone: "+49 40 123456".into(),
            region: String::new(),
        };
        let checked = typed.check().expect("an address");
        assert_eq!(AddressForm::from(checked), typed);
    }
}
