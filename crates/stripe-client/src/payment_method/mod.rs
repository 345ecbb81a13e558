//! Payment methods: what a customer pays with.

mod attach;
mod detach;
mod list;
mod retrieve;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use attach::AttachPaymentMethod;
pub use detach::DetachPaymentMethod;
pub use list::ListPaymentMethods;
pub use retrieve::RetrievePaymentMethod;

use crate::customer::CustomerRef;
use crate::{CustomerId, PaymentMethodId, StripeObject};

/// What a customer pays with.
#[derive(Debug, Clone, Deserialize)]
pub struct PaymentMethod {
    /// Its id.
    pub id: PaymentMethodId,
    /// Which sort, such as `card`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The card, when it is one.
    pub card: Option<Card>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: Option<BTreeMap<String, String>>,
    /// Unix time in seconds.
    pub created: i64,
    /// Whether it pays real money.
    pub livemode: bool,
    #[serde(default)]
    customer: Option<CustomerRef>,
}

impl PaymentMethod {
    /// The customer who saved it, if one did.
    #[must_use]
    pub fn customer(&self) -> Option<&CustomerId> {
        self.customer.as_ref().map(CustomerRef::id)
    }
}

impl StripeObject for PaymentMethod {
    type Id = PaymentMethodId;

    fn id(&self) -> &PaymentMethodId {
        &self.id
    }
}

/// What may be shown of a card.
#[derive(Debug, Clone, Deserialize)]
pub struct Card {
    /// Such as `visa`, or `unknown`.
    pub brand: String,
    /// Its last four digits.
    pub last4: String,
    /// 1 to 12.
    pub exp_month: u8,
    /// Four digits.
    pub exp_year: u16,
    /// `credit`, `debit`, `prepaid` or `unknown`.
    pub funding: String,
    /// The same for the same card number within one account.
    pub fingerprint: Option<String>,
}
