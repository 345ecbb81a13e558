//! How an order reaches its buyer, and what that costs.

use serde::{Deserialize, Serialize};

use crate::{Currency, Money};

/// A way of delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryMethod {
    /// Three to five working days.
    #[default]
    Standard,
    /// One to two working days.
    Express,
}

impl DeliveryMethod {
    /// Every way, cheapest first.
    pub const ALL: [DeliveryMethod; 2] = [DeliveryMethod::Standard, DeliveryMethod::Express];

    /// The value in a form and in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            DeliveryMethod::Standard => "standard",
            DeliveryMethod::Express => "express",
        }
    }

    /// Reads a form's value.
    pub fn from_form(text: &str) -> Option<DeliveryMethod> {
        DeliveryMethod::ALL
            .into_iter()
            .find(|method| method.as_str() == text)
    }
}

/// The two flat rates of a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRates {
    /// For [`DeliveryMethod::Standard`].
    pub standard: Money,
    /// For [`DeliveryMethod::Express`].
    pub express: Money,
}

impl DeliveryRates {
    /// Rates for a shop that has not set any: 4.90 and 9.90 in currencies with cents, 490 and 990 in whole ones.
    pub fn default_for(currency: Currency) -> DeliveryRates {
        let scale = if currency.decimals() == 3 {
            10
        } else {
            currency.step()
        };
        DeliveryRates {
            standard: Money::new(490 * scale, currency),
            express: Money::new(990 * scale, currency),
        }
    }

    /// What `method` costs.
    pub fn of(&self, method: DeliveryMethod) -> Money {
        match method {
            DeliveryMethod::Standard => self.standard,
            DeliveryMethod::Express => self.express,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_rates_can_be_charged_in_every_currency() {
        for currency in Currency::all() {
            let rates = DeliveryRates::default_for(currency);
            assert_eq!(rates.express.minor % currency.step(), 0, "{currency}");
        }
    }
}
