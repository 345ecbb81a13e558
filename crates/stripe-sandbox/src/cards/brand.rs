//! Card brands, and how many digits their security codes have.

use serde::{Deserialize, Serialize};

/// A card brand, under the name that PaymentMethods use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Brand {
    Amex,
    Diners,
    Discover,
    Jcb,
    Mastercard,
    Unionpay,
    Visa,
}

impl Brand {
    /// The name in PaymentMethods and charges.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Brand::Amex => "amex",
            Brand::Diners => "diners",
            Brand::Discover => "discover",
            Brand::Jcb => "jcb",
            Brand::Mastercard => "mastercard",
            Brand::Unionpay => "unionpay",
            Brand::Visa => "visa",
        }
    }

    /// The name in tokens and in text for people.
    pub(crate) fn display_name(self) -> &'static str {
        match self {
            Brand::Amex => "American Express",
            Brand::Diners => "Diners Club",
            Brand::Discover => "Discover",
            Brand::Jcb => "JCB",
            Brand::Mastercard => "MasterCard",
            Brand::Unionpay => "UnionPay",
            Brand::Visa => "Visa",
        }
    }

    /// How many digits the security code has.
    pub(crate) fn cvc_length(self) -> usize {
        match self {
            Brand::Amex => 4,
            Brand::Diners
            | Brand::Discover
            | Brand::Jcb
            | Brand::Mastercard
            | Brand::Unionpay
            | Brand::Visa => 3,
        }
    }
}
