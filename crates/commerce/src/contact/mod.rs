//! Who buys and where it goes: what a customer types at checkout, and the checked form of it.

mod address;
mod email;

pub use address::{AddressForm, PostalAddress};
pub use email::EmailAddress;

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
        let delivery = DeliveryMethod::from_form(&self.delivery);
        if delivery.is_none() {
            wrong(Field::Delivery, Problem::Malformed);
        }
        let address = self.address().check();
        match (email, address, delivery) {
            (Some(email), Ok(address), Some(delivery)) => Ok(CheckoutDetails {
                email,
                address,
                delivery,
            }),
            (_, address, _) => {
                errors.extend(address.err().into_iter().flatten());
                errors.sort_by_key(|error| error.field);
                Err(errors)
            }
        }
    }

    /// The part of it that asks for an address.
    pub fn address(&self) -> AddressForm {
        AddressForm {
            name: self.name.clone(),
            line1: self.line1.clone(),
            line2: self.line2.clone(),
            city: self.city.clone(),
            region: self.region.clone(),
            postal_code: self.postal_code.clone(),
            country: self.country.clone(),
            phone: self.phone.clone(),
        }
    }

    /// A form with these answers.
    pub fn filled(email: String, address: AddressForm, delivery: String) -> CheckoutForm {
        CheckoutForm {
            email,
            name: address.name,
            line1: address.line1,
            line2: address.line2,
            city: address.city,
            region: address.region,
            postal_code: address.postal_code,
            country: address.country,
            phone: address.phone,
            delivery,
        }
    }
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
