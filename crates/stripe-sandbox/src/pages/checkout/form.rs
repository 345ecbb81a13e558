//! What the customer typed: decoded, checked, and turned into a payment.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::checkout_sessions::{BillingAddress, CheckoutSession, Submission, Told, is_email};
use crate::countries::COUNTRIES;

/// Where a payment needs the postal code of the billing address.
const WITH_POSTAL_CODE: &[&str] = &["CA", "GB", "US"];

/// The form as it was sent; fields that are not on the page are empty.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Typed {
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) shipping_name: String,
    pub(super) shipping_line1: String,
    pub(super) shipping_line2: String,
    pub(super) shipping_city: String,
    pub(super) shipping_state: String,
    pub(super) shipping_postal_code: String,
    pub(super) shipping_country: String,
    /// The index of the way of sending.
    pub(super) shipping_option: String,
    /// The type of the PaymentMethod.
    pub(super) method: String,
    number: String,
    expiry: String,
    cvc: String,
    iban: String,
    /// On the card, or of the account's holder.
    pub(super) name: String,
    pub(super) line1: String,
    pub(super) line2: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) postal_code: String,
    pub(super) country: String,
}

/// What is wrong with a form.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// By the names of the fields.
    pub(super) fields: BTreeMap<&'static str, String>,
    /// Of the payment as a whole.
    pub(super) problem: Option<String>,
}

impl Faults {
    fn require(&mut self, field: &'static str, text: &str, message: &str) {
        if text.trim().is_empty() {
            self.fields.insert(field, message.to_owned());
        }
    }
}

impl Typed {
    /// What the form holds before anything is typed: what is known already.
    pub(super) fn before(session: &CheckoutSession) -> Self {
        let text = |value: Option<&Value>, name: &str| {
            value
                .and_then(|value| value[name].as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let told = session.told.as_ref();
        let shipping = told.and_then(|told| told.shipping.as_ref());
        let sent_to = shipping.map(|shipping| &shipping["address"]);
        let billed = told.and_then(|told| told.address.as_ref());
        Self {
            email: told
                .map(|told| told.email.clone())
                .or_else(|| session.known_email.clone())
                .unwrap_or_default(),
            phone: told.and_then(|told| told.phone.clone()).unwrap_or_default(),
            shipping_name: text(shipping, "name"),
            shipping_line1: text(sent_to, "line1"),
            shipping_line2: text(sent_to, "line2"),
            shipping_city: text(sent_to, "city"),
            shipping_state: text(sent_to, "state"),
            shipping_postal_code: text(sent_to, "postal_code"),
            shipping_country: text(sent_to, "country"),
            shipping_option: session.shipping_option.to_string(),
            method: session
                .payment_method_types()
                .first()
                .map_or_else(String::new, |kind| (*kind).to_owned()),
            name: told.and_then(|told| told.name.clone()).unwrap_or_default(),
            line1: text(billed, "line1"),
            line2: text(billed, "line2"),
            city: text(billed, "city"),
            state: text(billed, "state"),
            postal_code: text(billed, "postal_code"),
            country: text(billed, "country"),
            ..Self::default()
        }
    }

    /// The payment that the form asks for, or what is wrong with it.
    pub(super) fn check(&self, session: &CheckoutSession) -> Result<Submission, Faults> {
        let mut faults = Faults::default();
        let shipping_option = self.shipping_option(session, &mut faults);
        let email = match &session.known_email {
            Some(email) => email.clone(),
            None => self.email.trim().to_owned(),
        };
        if !is_email(&email) {
            let message = if email.is_empty() {
                "Email is required."
            } else {
                "Your email is invalid."
            };
            faults.fields.insert("email", message.to_owned());
        }
        if session.asks_for_phone {
            let digits = self.phone.bytes().filter(u8::is_ascii_digit).count();
            if digits < 5 {
                faults
                    .fields
                    .insert("phone", "Your phone number is incomplete.".to_owned());
            }
        }
        let shipping = session
            .shipping_countries
            .as_ref()
            .map(|countries| self.shipping(countries, &mut faults));
        let free = shipping_option.is_some_and(|option| session.total_with(option) == 0);
        let payment = if free {
            None
        } else {
            Some(self.payment(session, &mut faults))
        };
        let (Some(shipping_option), true) = (shipping_option, faults.fields.is_empty()) else {
            return Err(faults);
        };
        let (payment_method, address) = match payment {
            Some((method, address)) => (Some(method), Some(address)),
            None => (None, None),
        };
        Ok(Submission {
            told: Told {
                email,
                name: Some(self.name.trim())
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned),
                phone: session.asks_for_phone.then(|| self.phone.trim().to_owned()),
                address,
                shipping,
            },
            shipping_option,
            payment_method,
        })
    }

    fn shipping_option(&self, session: &CheckoutSession, faults: &mut Faults) -> Option<usize> {
        if session.shipping_options.is_empty() {
            return Some(0);
        }
        let chosen = self
            .shipping_option
            .parse()
            .ok()
            .filter(|option| *option < session.shipping_options.len());
        if chosen.is_none() {
            let message = "Choose how it is to be delivered.";
            faults.fields.insert("shipping_option", message.to_owned());
        }
        chosen
    }

    fn shipping(&self, countries: &[String], faults: &mut Faults) -> Value {
        faults.require("shipping_name", &self.shipping_name, "Name is required.");
        faults.require(
            "shipping_line1",
            &self.shipping_line1,
            "Address is required.",
        );
        faults.require("shipping_city", &self.shipping_city, "City is required.");
        if !countries.contains(&self.shipping_country) {
            let message = "Choose a country.";
            faults.fields.insert("shipping_country", message.to_owned());
        }
        if WITH_POSTAL_CODE.contains(&self.shipping_country.as_str()) {
            let message = "Postal code is required.";
            faults.require("shipping_postal_code", &self.shipping_postal_code, message);
        }
        json!({
            "address": address([
                &self.shipping_line1,
                &self.shipping_line2,
                &self.shipping_city,
                &self.shipping_state,
                &self.shipping_postal_code,
                &self.shipping_country,
            ]),
            "name": self.shipping_name.trim(),
        })
    }

    /// The parameters of the PaymentMethod, and the billing address.
    fn payment(
        &self,
        session: &CheckoutSession,
        faults: &mut Faults,
    ) -> (Map<String, Value>, Value) {
        let types = session.payment_method_types();
        let kind = types
            .iter()
            .find(|kind| **kind == self.method)
            .or(types.first())
            .copied()
            .unwrap_or("card");
        let whole = session.billing_address == Some(BillingAddress::Required);
        let details = if kind == "sepa_debit" {
            faults.require("iban", &self.iban, "Your IBAN is incomplete.");
            faults.require("name", &self.name, "Name is required.");
            json!({ "iban": self.iban })
        } else {
            self.card(faults)
        };
        if whole || kind == "card" {
            if !COUNTRIES.iter().any(|(code, _)| *code == self.country) {
                faults
                    .fields
                    .insert("country", "Choose a country.".to_owned());
            }
            if WITH_POSTAL_CODE.contains(&self.country.as_str()) {
                let message = "Postal code is required.";
                faults.require("postal_code", &self.postal_code, message);
            }
        }
        if whole {
            faults.require("line1", &self.line1, "Address is required.");
            faults.require("city", &self.city, "City is required.");
        }
        let mut method = Map::new();
        method.insert("type".to_owned(), kind.into());
        method.insert(kind.to_owned(), details);
        let billed = address([
            &self.line1,
            &self.line2,
            &self.city,
            &self.state,
            &self.postal_code,
            &self.country,
        ]);
        (method, billed)
    }

    fn card(&self, faults: &mut Faults) -> Value {
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        faults.require("number", &self.number, "Your card number is incomplete.");
        let expiry = digits(&self.expiry);
        let (month, year) = match expiry.len() {
            // Month and two or four digits of the year.
            4 | 6 => expiry.split_at(2),
            _ => {
                let message = "Your card's expiration date is incomplete.";
                faults.fields.insert("expiry", message.to_owned());
                ("", "")
            }
        };
        let cvc = digits(&self.cvc);
        if cvc.len() < 3 {
            let message = "Your card's security code is incomplete.";
            faults.fields.insert("cvc", message.to_owned());
        }
        faults.require("name", &self.name, "Name on card is required.");
        json!({ "number": self.number, "exp_month": month, "exp_year": year, "cvc": cvc })
    }
}

/// An address with every key, from line to country.
fn address(parts: [&str; 6]) -> Value {
    let names = ["line1", "line2", "city", "state", "postal_code", "country"];
    names
        .into_iter()
        .zip(parts)
        .map(|(name, text)| {
            let text = Some(text.trim()).filter(|text| !text.is_empty());
            (name.to_owned(), json!(text))
        })
        .collect()
}
