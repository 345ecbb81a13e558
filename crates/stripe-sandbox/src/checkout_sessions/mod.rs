//! Checkout Sessions: what a customer is to pay for on the hosted page, and how that ends.

mod create;
mod expire;
mod follow;
mod line_items;
mod list;
mod pay;
mod retrieve;
mod shape;
mod shipping;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::metadata::Metadata;
use crate::store::Document;

pub(crate) use create::{create, is_email};
pub(crate) use expire::{expire, expire_due};
pub(crate) use follow::follow;
pub(crate) use line_items::{LineItem, list_line_items, whole_list};
pub(crate) use list::list;
pub(crate) use pay::{Paid, Submission, pay};
pub(crate) use retrieve::retrieve;
pub(crate) use shipping::{DeliveryEstimate, ShippingRate};

/// What a customer is to pay for on the hosted page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CheckoutSession {
    pub(crate) id: String,
    created: i64,
    /// Seconds since 1970.
    pub(crate) expires_at: i64,
    pub(crate) status: Status,
    payment_status: PaymentStatus,
    pub(crate) currency: String,
    pub(crate) lines: Vec<LineItem>,
    pub(crate) shipping_options: Vec<ShippingRate>,
    /// Which of the options is chosen, if there are any.
    pub(crate) shipping_option: usize,
    /// The countries to which it can be sent, if an address is asked for.
    pub(crate) shipping_countries: Option<Vec<String>>,
    pub(crate) billing_address: Option<BillingAddress>,
    pub(crate) asks_for_phone: bool,
    methods: Methods,
    pub(crate) success_url: String,
    pub(crate) cancel_url: Option<String>,
    pub(crate) submit_type: Option<String>,
    /// What the merchant has to say beside the button.
    custom_text: CustomText,
    allow_promotion_codes: Option<bool>,
    client_reference_id: Option<String>,
    customer: Option<String>,
    customer_creation: CustomerCreation,
    customer_email: Option<String>,
    /// `customer_email`, or that of the customer that was given.
    pub(crate) known_email: Option<String>,
    locale: Option<String>,
    metadata: Metadata,
    three_d_secure: Option<String>,
    payment: PaymentData,
    pub(crate) payment_intent: Option<String>,
    /// Whether a bank has yet to say that the money comes.
    bank_pending: bool,
    /// What the customer told when last paying.
    pub(crate) told: Option<Told>,
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Open,
    Complete,
    Expired,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PaymentStatus {
    /// The total is nothing.
    NoPaymentRequired,
    Paid,
    /// Not yet, or held, or on its way from a bank.
    Unpaid,
}

/// How much of the billing address is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BillingAddress {
    /// What the payment needs.
    Auto,
    Required,
}

/// Whether paying makes a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CustomerCreation {
    Always,
    IfRequired,
}

/// How the ways to pay were chosen.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Methods {
    /// By the account's settings.
    Automatic,
    /// By the server.
    Listed(Vec<String>),
}

/// Texts of the merchant's on the page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct CustomText {
    after_submit: Option<Value>,
    shipping_address: Option<Value>,
    submit: Option<Value>,
    terms_of_service_acceptance: Option<Value>,
}

/// `payment_intent_data`: what goes into the PaymentIntent as it was given.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct PaymentData {
    capture_method: Option<String>,
    description: Option<String>,
    metadata: Option<Value>,
    receipt_email: Option<String>,
    setup_future_usage: Option<String>,
    shipping: Option<Value>,
    statement_descriptor: Option<String>,
    statement_descriptor_suffix: Option<String>,
    transfer_group: Option<String>,
}

/// What a customer told on the page; nothing of the card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) email: String,
    pub(crate) name: Option<String>,
    pub(crate) phone: Option<String>,
    /// A billing address with every key.
    pub(crate) address: Option<Value>,
    /// Name and address to send it to.
    pub(crate) shipping: Option<Value>,
}

impl Document for CheckoutSession {
    const KIND: &'static str = "checkout.session";

    fn id(&self) -> &str {
        &self.id
    }
}

impl CustomText {
    /// An empty string in place of a text is none.
    fn given(mut self) -> Self {
        for text in [
            &mut self.after_submit,
            &mut self.shipping_address,
            &mut self.submit,
            &mut self.terms_of_service_acceptance,
        ] {
            *text = text.take().filter(Value::is_object);
        }
        self
    }
}

impl CheckoutSession {
    /// The sum of the lines, in minor units.
    pub(crate) fn subtotal(&self) -> i64 {
        self.lines.iter().map(LineItem::amount).sum()
    }

    /// What the chosen way of sending costs, in minor units.
    pub(crate) fn shipping_amount(&self) -> i64 {
        self.shipping_options
            .get(self.shipping_option)
            .map_or(0, |rate| rate.amount)
    }

    /// What is to be paid, in minor units.
    pub(crate) fn total(&self) -> i64 {
        self.total_with(self.shipping_option)
    }

    /// What is to be paid if this way of sending is chosen, in minor units.
    pub(crate) fn total_with(&self, shipping_option: usize) -> i64 {
        let shipping = self.shipping_options.get(shipping_option);
        self.subtotal()
            .saturating_add(shipping.map_or(0, |rate| rate.amount))
    }

    /// The types of PaymentMethods that can pay.
    pub(crate) fn payment_method_types(&self) -> Vec<&str> {
        match &self.methods {
            Methods::Automatic => vec!["card"],
            Methods::Listed(types) => types.iter().map(String::as_str).collect(),
        }
    }

    /// A text of the merchant's for beside the button.
    pub(crate) fn submit_text(&self) -> Option<&str> {
        self.custom_text.submit.as_ref()?.get("message")?.as_str()
    }

    /// Where the customer pays; `base_url` is where the sandbox is reached.
    pub(crate) fn page_url(&self, base_url: &str) -> String {
        format!("{base_url}/c/pay/{}", self.id)
    }

    /// Where the customer goes after paying.
    pub(crate) fn success_url(&self) -> String {
        self.success_url.replace("{CHECKOUT_SESSION_ID}", &self.id)
    }
}
