//! Who buys and where it goes: what a customer types at checkout, and the checked form of it.

use serde::{Deserialize, Serialize};

use crate::{country::Country, delivery::DeliveryMethod};

/// What the checkout form holds, as it was typed: nothing of it is lost or altered by checking it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckoutForm {
    /// E-mail address.
    pub email: String,
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
    /// [`DeliveryMethod::as_str`].
    pub delivery: String,
}

/// A field of [`CheckoutForm`], by the name that its input has, in the order in which the form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// `email`
    Email,
    /// `name`
    Name,
    /// `line1`
    Line1,
    /// `line2`
    Line2,
    /// `postal_code`
    PostalCode,
    /// `city`
    City,
    /// `region`
    Region,
    /// `country`
    Country,
    /// `phone`
    Phone,
    /// `delivery`
    Delivery,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was typed where something must be.
    Missing,
    /// More than the field's longest.
    TooLong,
    /// Not of the field's shape (e-mail address, telephone number, a choice that is not offered).
    Malformed,
    /// Not a postal code of the country.
    NotOfCountry(Country),
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Which field.
    pub field: Field,
    /// What is wrong.
    pub problem: Problem,
}

/// An address that mail could reach: something before and after one `@`, no spaces, 254 bytes at most (RFC 5321).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address, outer space removed, or `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<EmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let sound = !local.is_empty()
            && local.len() <= 64
            && text.len() <= 254
            && !text
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
            && !local.contains('@')
            && domain.contains('.')
            && domain
                .split('.')
                .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        sound.then(|| EmailAddress(text.to_owned()))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Prints nothing of the address, so that no log ever holds one.
impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(…)")
    }
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

/// A checkout form that was found right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutDetails {
    /// Where the confirmation goes.
    pub email: EmailAddress,
    /// Where the parcel goes.
    pub address: PostalAddress,
    /// How it goes.
    pub delivery: DeliveryMethod,
}

/// Longest text of a field, in characters; carriers' labels take no more.
const LONGEST: usize = 100;

impl CheckoutForm {
    /// Checks every field.
    ///
    /// # Errors
    /// Each field that is wrong, in the order of the form.
    pub fn check(&self) -> Result<CheckoutDetails, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field, problem| errors.push(FieldError { field, problem });

        let email = match self.email.trim() {
            "" => Err(Problem::Missing),
            text => EmailAddress::parse(text).ok_or(Problem::Malformed),
        };
        let email = email.map_err(|problem| wrong(Field::Email, problem)).ok();
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
        let delivery = DeliveryMethod::from_form(&self.delivery);
        if delivery.is_none() {
            wrong(Field::Delivery, Problem::Malformed);
        }

        let optional = |text: String| Some(text).filter(|text| !text.is_empty());
        match (email, postal_code, country, delivery) {
            (Some(email), Some(postal_code), Some(country), Some(delivery))
                if errors.is_empty() =>
            {
                let address = PostalAddress {
                    name,
                    line1,
                    line2: optional(line2),
                    city,
                    region: optional(region),
                    postal_code,
                    country,
                    phone: optional(phone),
                };
                Ok(CheckoutDetails {
                    email,
                    address,
                    delivery,
                })
            }
            _ => {
                errors.sort_by_key(|error| error.field);
                Err(errors)
            }
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

    fn filled() -> CheckoutForm {
        CheckoutForm {
            email: "ada@example.org".into(),
            name: "Ada Byron".into(),
            line1: "Hafenstraße 7".into(),
            city: "Hamburg".into(),
            postal_code: "20359".into(),
            country: "DE".into(),
            delivery: "standard".into(),
            ..CheckoutForm::default()
        }
    }

    fn errors(form: &CheckoutForm) -> Vec<(Field, Problem)> {
        form.check()
            .expect_err("wrong form")
            .into_iter()
            .map(|error| (error.field, error.problem))
            .collect()
    }

    #[test]
    fn a_filled_form_is_right() {
        let details = filled().check().expect("right");
        assert_eq!(details.address.line2, None);
        assert_eq!(details.address.country.code(), "DE");
    }

    #[test]
    fn what_is_wrong_is_told_in_the_order_of_the_form() {
        let form = CheckoutForm {
            phone: "call me".into(),
            postal_code: "1".into(),
            country: String::new(),
            city: String::new(),
            ..filled()
        };
        let named: Vec<_> = errors(&form).into_iter().map(|error| error.0).collect();
        assert_eq!(named, [Field::City, Field::Country, Field::Phone]);
        let form = CheckoutForm {
            country: "DE".into(),
            ..form
        };
        assert_eq!(errors(&form)[0].0, Field::PostalCode);
    }

    #[test]
    fn an_empty_form_names_every_field_that_is_needed() {
        let missing: Vec<_> = errors(&CheckoutForm::default())
            .into_iter()
            .map(|e| e.0)
            .collect();
        use Field::*;
        assert_eq!(
            missing,
            [Email, Name, Line1, PostalCode, City, Country, Delivery]
        );
    }

    #[test]
    fn the_postal_code_must_be_one_of_the_country() {
        let form = CheckoutForm {
            postal_code: "SW1A 1AA".into(),
            ..filled()
        };
        let germany = Country::from_code("DE").expect("DE");
        assert_eq!(
            errors(&form),
            [(Field::PostalCode, Problem::NotOfCountry(germany))]
        );
    }

    #[test]
    fn e_mail_addresses_have_two_sides_and_no_tricks() {
        for good in [
            "a@b.co",
            " ada.byron+till@mail.example.org ",
            "ü@bücher.example",
        ] {
            assert!(EmailAddress::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a b@c.de",
            "a@b..de",
            "a@@b.de",
            "a@b.de\nBcc: x@y.z",
            "a,b@c.de",
        ] {
            assert!(EmailAddress::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn long_texts_and_odd_telephone_numbers_are_refused() {
        let form = CheckoutForm {
            name: "x".repeat(101),
            phone: "call me".into(),
            ..filled()
        };
        assert_eq!(
            errors(&form),
            [
                (Field::Name, Problem::TooLong),
                (Field::Phone, Problem::Malformed)
            ]
        );
    }

    #[test]
    fn what_is_printed_for_debugging_holds_no_address() {
        let printed = format!("{:?}", filled().check().expect("right"));
        assert!(
            !printed.contains("ada") && !printed.contains("Hafen"),
            "{printed}"
        );
    }
}
