//! `POST /v1/payment_intents`

use std::collections::BTreeMap;

use super::options::write_card_token;
use super::{
    CaptureMethod, CardOptions, ConfirmationMethod, PaymentIntent, PaymentMethodChoice,
    SetupFutureUsage,
};
use crate::form::Form;
use crate::{ApiRequest, CustomerId, PaymentMethodId, Shipping, TokenId};

/// Opens a payment. Start from [`CreatePaymentIntent::new`] and set what else is needed.
#[derive(Clone)]
pub struct CreatePaymentIntent {
    /// What is to be paid, in the smallest unit of the currency, as Stripe counts it.
    pub amount: i64,
    /// Three letters, lower case.
    pub currency: String,
    /// Who may confirm; Stripe's own choice is `automatic`.
    pub confirmation_method: Option<ConfirmationMethod>,
    /// When the money is taken; Stripe's own choice is at once.
    pub capture_method: Option<CaptureMethod>,
    /// The customer it belongs to.
    pub customer: Option<CustomerId>,
    /// What it is paid with.
    pub payment_method: Option<PaymentMethodId>,
    /// A card that it is paid with instead, as a token of Stripe.js; serves once.
    pub card_token: Option<TokenId>,
    /// Which ways to pay it accepts; without it, those switched on in Stripe's dashboard.
    pub payment_methods: Option<PaymentMethodChoice>,
    /// Options for paying by card.
    pub card: CardOptions,
    /// Confirms it in the same call.
    pub confirm: bool,
    /// Where the customer comes back to; with `confirm` only.
    pub return_url: Option<String>,
    /// The customer is not there; with `confirm` only.
    pub off_session: bool,
    /// Stripe.js will handle a next action; for manual confirmation.
    pub use_stripe_sdk: bool,
    /// Keeps the payment method on the customer for later.
    pub setup_future_usage: Option<SetupFutureUsage>,
    /// What the shop writes on it: at most 50 keys of 40 characters, values of 500.
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

impl CreatePaymentIntent {
    /// A payment of `amount` smallest units of `currency` (three letters), with everything else left to Stripe.
    #[must_use]
    pub fn new(amount: i64, currency: &str) -> Self {
        Self {
            amount,
            currency: currency.to_ascii_lowercase(),
            confirmation_method: None,
            capture_method: None,
            customer: None,
            payment_method: None,
            card_token: None,
            payment_methods: None,
            card: CardOptions::default(),
            confirm: false,
            return_url: None,
            off_session: false,
            use_stripe_sdk: false,
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
        form.put("amount", self.amount);
        form.put("currency", &self.currency);
        form.put_some("confirmation_method", self.confirmation_method.as_ref());
        form.put_some("capture_method", self.capture_method);
        form.put_some("customer", self.customer.as_ref());
        form.put_some("payment_method", self.payment_method.as_ref());
        write_card_token(&mut form, self.card_token.as_ref());
        if let Some(choice) = &self.payment_methods {
            choice.write(&mut form);
        }
        self.card.write(&mut form);
        form.put_true("confirm", self.confirm);
        form.put_some("return_url", self.return_url.as_ref());
        form.put_true("off_session", self.off_session);
        form.put_true("use_stripe_sdk", self.use_stripe_sdk);
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
        ApiRequest::post("/v1/payment_intents".to_owned(), form)
    }
}
