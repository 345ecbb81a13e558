//! `POST /v1/payment_intents/{intent}`

use std::collections::BTreeMap;

use super::{CardOptions, PaymentIntent, SetupFutureUsage};
use crate::form::Form;
use crate::{ApiRequest, CustomerId, PaymentIntentId, PaymentMethodId, Shipping};

/// Changes what is set and leaves the rest as it is.
#[derive(Clone)]
pub struct UpdatePaymentIntent {
    /// Which intent.
    pub intent: PaymentIntentId,
    /// What is to be paid, in the smallest unit of the currency.
    pub amount: Option<i64>,
    /// Three letters, lower case.
    pub currency: Option<String>,
    /// The customer it belongs to.
    pub customer: Option<CustomerId>,
    /// What it is paid with.
    pub payment_method: Option<PaymentMethodId>,
    /// Which ways to pay it accepts; Stripe lets only the list of types be changed.
    pub payment_method_types: Vec<String>,
    /// Options for paying by card.
    pub card: CardOptions,
    /// Keeps the payment method on the customer for later.
    pub setup_future_usage: Option<SetupFutureUsage>,
    /// Keys to set; an empty value takes its key away.
    pub metadata: BTreeMap<String, String>,
    /// Shown to the owner, at most 1000 characters.
    pub description: Option<String>,
    /// Stripe mails a receipt there.
    pub receipt_email: Option<String>,
    /// Where the goods go.
    pub shipping: Option<Shipping>,
    /// Stands behind the shop's name on the statement; at most 22 characters with it.
    pub statement_descriptor_suffix: Option<String>,
    /// Fields to answer as objects, such as `latest_charge`.
    pub expand: Vec<String>,
}

impl UpdatePaymentIntent {
    /// A change of `intent` that changes nothing yet.
    #[must_use]
    pub fn new(intent: PaymentIntentId) -> Self {
        Self {
            intent,
            amount: None,
            currency: None,
            customer: None,
            payment_method: None,
            payment_method_types: Vec::new(),
            card: CardOptions::default(),
            setup_future_usage: None,
            metadata: BTreeMap::new(),
            description: None,
            receipt_email: None,
            shipping: None,
            statement_descriptor_suffix: None,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<PaymentIntent> {
        let mut form = Form::default();
        form.put_some("amount", self.amount);
        form.put_some("currency", self.currency.as_ref());
        form.put_some("customer", self.customer.as_ref());
        form.put_some("payment_method", self.payment_method.as_ref());
        form.put_list("payment_method_types", &self.payment_method_types);
        self.card.write(&mut form);
        form.put_some("setup_future_usage", self.setup_future_usage);
        form.put_map("metadata", &self.metadata);
        form.put_some("description", self.description.as_ref());
        form.put_some("receipt_email", self.receipt_email.as_ref());
        if let Some(shipping) = &self.shipping {
            shipping.write(&mut form, "shipping");
        }
        form.put_some(
            "statement_descriptor_suffix",
            self.statement_descriptor_suffix.as_ref(),
        );
        form.put_list("expand", &self.expand);
        ApiRequest::post(format!("/v1/payment_intents/{}", self.intent), form)
    }
}
