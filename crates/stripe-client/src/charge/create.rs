//! `POST /v1/charges`

use std::collections::BTreeMap;

use super::Charge;
use crate::form::Form;
use crate::{ApiRequest, Shipping, TokenId};

/// Charges a card's token at once, without an intent: no strong customer authentication is possible, and Stripe
/// refuses it to newer accounts unless they asked for it.
#[derive(Clone)]
pub struct CreateCharge {
    /// What is to be paid, in the smallest unit of the currency, as Stripe counts it.
    pub amount: i64,
    /// Three letters, lower case.
    pub currency: String,
    /// The card, as Stripe.js tokenised it; serves once.
    pub source: TokenId,
    /// Authorises only, when false; the charge is then captured later, or expires after days.
    pub capture: bool,
    /// Shown to the owner, and on the mailed receipt.
    pub description: Option<String>,
    /// What the shop writes on it: at most 50 keys of 40 characters, values of 500.
    pub metadata: BTreeMap<String, String>,
    /// Stripe mails a receipt there.
    pub receipt_email: Option<String>,
    /// Where the goods go.
    pub shipping: Option<Shipping>,
    /// Stands behind the shop's name on the statement; at most 22 characters with it.
    pub statement_descriptor_suffix: Option<String>,
    /// Fields to answer as objects, such as `balance_transaction`.
    pub expand: Vec<String>,
}

impl CreateCharge {
    /// Charges `source` with `amount` smallest units of `currency` (three letters).
    #[must_use]
    pub fn new(amount: i64, currency: &str, source: TokenId) -> Self {
        Self {
            amount,
            currency: currency.to_ascii_lowercase(),
            source,
            capture: true,
            description: None,
            metadata: BTreeMap::new(),
            receipt_email: None,
            shipping: None,
            statement_descriptor_suffix: None,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<Charge> {
        let mut form = Form::default();
        form.put("amount", self.amount);
        form.put("currency", &self.currency);
        form.put("source", &self.source);
        form.put_some("capture", (!self.capture).then_some(false));
        form.put_some("description", self.description.as_ref());
        form.put_map("metadata", &self.metadata);
        form.put_some("receipt_email", self.receipt_email.as_ref());
        if let Some(shipping) = &self.shipping {
            shipping.write(&mut form, "shipping");
        }
        form.put_some(
            "statement_descriptor_suffix",
            self.statement_descriptor_suffix.as_ref(),
        );
        form.put_list("expand", &self.expand);
        ApiRequest::post("/v1/charges".to_owned(), form)
    }
}
