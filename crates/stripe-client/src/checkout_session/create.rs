//! `POST /v1/checkout/sessions`

use std::collections::BTreeMap;

use super::CheckoutSession;
use crate::form::Form;
use crate::{ApiRequest, CaptureMethod, CustomerId, SetupFutureUsage, Shipping};

/// Opens Stripe's own payment page for one payment. Start from [`CreateCheckoutSession::new`].
#[derive(Clone)]
pub struct CreateCheckoutSession {
    /// Where the customer goes after paying. `{CHECKOUT_SESSION_ID}` in it becomes the session's id.
    pub success_url: String,
    /// Where the page's back link leads; without it there is none.
    pub cancel_url: Option<String>,
    /// What is bought.
    pub lines: Vec<CheckoutLine>,
    /// Ways of delivery that the customer may choose from, at most 5; the first is chosen for them.
    pub deliveries: Vec<CheckoutDelivery>,
    /// The customer it belongs to; not together with an e-mail address.
    pub customer: Option<CustomerId>,
    /// The customer's e-mail address, which the page then shows and does not ask for.
    pub customer_email: Option<String>,
    /// The shop's own name for it, at most 200 characters.
    pub client_reference_id: Option<String>,
    /// When it expires, Unix time in seconds: 30 minutes to 24 hours from now; Stripe's own choice is 24 hours.
    pub expires_at: Option<i64>,
    /// Language of the page, such as `de` or `en-GB`; without it, the browser's.
    pub locale: Option<String>,
    /// Which ways to pay are offered; when empty, those switched on in Stripe's dashboard.
    pub payment_method_types: Vec<String>,
    /// What the shop writes on it: at most 50 keys of 40 characters, values of 500.
    pub metadata: BTreeMap<String, String>,
    /// What the intent is made with once the customer pays.
    pub payment_intent: CheckoutPaymentIntent,
    /// Fields to answer as objects, such as `line_items`.
    pub expand: Vec<String>,
}

/// One line of what is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutLine {
    /// What it is called.
    pub name: String,
    /// A sentence under the name; Stripe refuses an empty one.
    pub description: Option<String>,
    /// Addresses of pictures that Stripe can reach, at most 8.
    pub images: Vec<String>,
    /// What one costs, in the smallest unit of the currency.
    pub unit_amount: i64,
    /// Three letters, lower case; the same on all lines.
    pub currency: String,
    /// How many, at least 1.
    pub quantity: u32,
}

/// One way of delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutDelivery {
    /// What it is called, at most 100 characters.
    pub display_name: String,
    /// What it costs, in the smallest unit of the currency.
    pub amount: i64,
    /// Three letters, lower case.
    pub currency: String,
}

/// What a session's intent is made with.
#[derive(Clone, Default)]
pub struct CheckoutPaymentIntent {
    /// Shown to the owner, at most 1000 characters.
    pub description: Option<String>,
    /// What the shop writes on the intent, apart from the session's own.
    pub metadata: BTreeMap<String, String>,
    /// When the money is taken; Stripe's own choice is at once.
    pub capture_method: Option<CaptureMethod>,
    /// Stripe mails a receipt there.
    pub receipt_email: Option<String>,
    /// Keeps the payment method on the customer for later.
    pub setup_future_usage: Option<SetupFutureUsage>,
    /// Where the goods go.
    pub shipping: Option<Shipping>,
    /// Stands behind the shop's name on the statement; at most 22 characters with it.
    pub statement_descriptor_suffix: Option<String>,
}

impl CreateCheckoutSession {
    /// A page for `lines`, with everything else left to Stripe.
    #[must_use]
    pub fn new(success_url: &str, lines: Vec<CheckoutLine>) -> Self {
        Self {
            success_url: success_url.to_owned(),
            cancel_url: None,
            lines,
            deliveries: Vec::new(),
            customer: None,
            customer_email: None,
            client_reference_id: None,
            expires_at: None,
            locale: None,
            payment_method_types: Vec::new(),
            metadata: BTreeMap::new(),
            payment_intent: CheckoutPaymentIntent::default(),
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<CheckoutSession> {
        let mut form = Form::default();
        form.put("mode", "payment");
        form.put("success_url", &self.success_url);
        form.put_some("cancel_url", self.cancel_url.as_ref());
        for (index, line) in self.lines.iter().enumerate() {
            line.write(&mut form, &format!("line_items[{index}]"));
        }
        for (index, delivery) in self.deliveries.iter().enumerate() {
            let key = format!("shipping_options[{index}][shipping_rate_data]");
            delivery.write(&mut form, &key);
        }
        form.put_some("customer", self.customer.as_ref());
        form.put_some("customer_email", self.customer_email.as_ref());
        form.put_some("client_reference_id", self.client_reference_id.as_ref());
        form.put_some("expires_at", self.expires_at);
        form.put_some("locale", self.locale.as_ref());
        form.put_list("payment_method_types", &self.payment_method_types);
        form.put_map("metadata", &self.metadata);
        self.payment_intent.write(&mut form);
        form.put_list("expand", &self.expand);
        ApiRequest::post("/v1/checkout/sessions".to_owned(), form)
    }
}

impl CheckoutLine {
    fn write(&self, form: &mut Form, key: &str) {
        let price = format!("{key}[price_data]");
        let product = format!("{price}[product_data]");
        form.put(&format!("{price}[currency]"), &self.currency);
        form.put(&format!("{price}[unit_amount]"), self.unit_amount);
        form.put(&format!("{product}[name]"), &self.name);
        form.put_some(
            &format!("{product}[description]"),
            self.description.as_ref(),
        );
        form.put_list(&format!("{product}[images]"), &self.images);
        form.put(&format!("{key}[quantity]"), self.quantity);
    }
}

impl CheckoutDelivery {
    fn write(&self, form: &mut Form, key: &str) {
        form.put(&format!("{key}[display_name]"), &self.display_name);
        form.put(&format!("{key}[type]"), "fixed_amount");
        form.put(&format!("{key}[fixed_amount][amount]"), self.amount);
        form.put(&format!("{key}[fixed_amount][currency]"), &self.currency);
    }
}

impl CheckoutPaymentIntent {
    fn write(&self, form: &mut Form) {
        let key = |name: &str| format!("payment_intent_data[{name}]");
        form.put_some(&key("description"), self.description.as_ref());
        form.put_map(&key("metadata"), &self.metadata);
        form.put_some(&key("capture_method"), self.capture_method);
        form.put_some(&key("receipt_email"), self.receipt_email.as_ref());
        form.put_some(&key("setup_future_usage"), self.setup_future_usage);
        if let Some(shipping) = &self.shipping {
            shipping.write(form, &key("shipping"));
        }
        form.put_some(
            &key("statement_descriptor_suffix"),
            self.statement_descriptor_suffix.as_ref(),
        );
    }
}
