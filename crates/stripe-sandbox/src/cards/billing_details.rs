//! Who pays, and where they live.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Who pays, as far as the caller tells.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct BillingDetails {
    pub(crate) address: Option<Address>,
    pub(crate) email: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) tax_id: Option<String>,
}

/// A postal address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "AddressParameter")]
pub(crate) struct Address {
    pub(crate) city: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) line1: Option<String>,
    pub(crate) line2: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) state: Option<String>,
}

/// An address, or the empty string in its place.
#[derive(Deserialize)]
#[serde(untagged)]
enum AddressParameter {
    Given {
        city: Option<String>,
        country: Option<String>,
        line1: Option<String>,
        line2: Option<String>,
        postal_code: Option<String>,
        state: Option<String>,
    },
    Unset(String),
}

impl From<AddressParameter> for Address {
    fn from(parameter: AddressParameter) -> Self {
        match parameter {
            AddressParameter::Given {
                city,
                country,
                line1,
                line2,
                postal_code,
                state,
            } => Self {
                city,
                country,
                line1,
                line2,
                postal_code,
                state,
            },
            AddressParameter::Unset(text) => {
                debug_assert!(
                    text.is_empty(),
                    "the list of parameters allows nothing else"
                );
                Self::default()
            }
        }
    }
}

impl BillingDetails {
    /// Takes from `other` what is not given here.
    pub(crate) fn fill_in(&mut self, other: Self) {
        self.address = self.address.take().or(other.address);
        self.email = self.email.take().or(other.email);
        self.name = self.name.take().or(other.name);
        self.phone = self.phone.take().or(other.phone);
        self.tax_id = self.tax_id.take().or(other.tax_id);
    }

    /// Takes over what `change` gives; empty strings stand for what is unset.
    pub(crate) fn merge(&mut self, change: BillingDetails) {
        self.address = change.address.or(self.address.take());
        self.email = change.email.or(self.email.take());
        self.name = change.name.or(self.name.take());
        self.phone = change.phone.or(self.phone.take());
        self.tax_id = change.tax_id.or(self.tax_id.take());
    }

    /// The shape in an answer: every key, empty strings as null.
    pub(crate) fn shape(&self) -> Value {
        let text = |value: &Option<String>| value.clone().filter(|value| !value.is_empty());
        let address = self.address.clone().unwrap_or_default();
        json!({
            "address": {
                "city": text(&address.city),
                "country": text(&address.country),
                "line1": text(&address.line1),
                "line2": text(&address.line2),
                "postal_code": text(&address.postal_code),
                "state": text(&address.state),
            },
            "email": text(&self.email),
            "name": text(&self.name),
            "phone": text(&self.phone),
            "tax_id": text(&self.tax_id),
        })
    }
}
