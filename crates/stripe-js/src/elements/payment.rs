//! `payment`: all ways to pay that the intent accepts.

use wasm_bindgen::JsValue;

use super::element::sealed::Sealed;
use super::{Element, ElementKind};
use crate::BillingDetails;
use crate::options::Options;
use crate::read::{field, flag, text};

/// A Payment Element.
pub type PaymentElement = Element<Payment>;

/// The kind of a [`PaymentElement`].
pub enum Payment {}

/// How the ways to pay are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Beside each other.
    Tabs,
    /// One below the other.
    Accordion,
}

/// How a Payment Element is made.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PaymentOptions {
    /// How the ways to pay are laid out; Stripe.js decides when empty.
    pub layout: Option<Layout>,
    /// What is known of the payer already.
    pub defaults: BillingDetails,
    /// Asks nothing about the payer. Everything has to come along then when the payment method is made.
    pub hide_billing_details: bool,
    /// Asks for neither country nor postal code, as an Element with cards does by itself. Both have to come along
    /// then when the payment method is made, if only as empty texts.
    pub hide_country: bool,
    /// Offers neither Apple Pay nor Google Pay nor Link.
    pub hide_wallets: bool,
    /// Cannot be changed by the customer.
    pub read_only: bool,
    /// The shop's name in the terms, instead of the account's.
    pub business_name: Option<String>,
}

/// What may change of a Payment Element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentUpdate {
    /// How the ways to pay are laid out.
    pub layout: Option<Layout>,
    /// Whether it cannot be changed by the customer, as while a payment runs.
    pub read_only: Option<bool>,
}

/// What the customer chose and typed, as far as a page may know.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentChange {
    /// It could be sent as it is. The customer may still go on typing.
    pub complete: bool,
    /// There is nothing in it.
    pub empty: bool,
    /// No way to pay is open.
    pub collapsed: bool,
    /// The way to pay that is open, such as `card`.
    pub method: Option<String>,
}

impl Layout {
    fn as_str(self) -> &'static str {
        match self {
            Self::Tabs => "tabs",
            Self::Accordion => "accordion",
        }
    }
}

impl PaymentOptions {
    fn options(&self) -> Options {
        let defaults = Options::new().with_filled("billingDetails", self.defaults.options());
        let fields = if self.hide_billing_details {
            Some(Options::new().with("billingDetails", "never"))
        } else {
            self.hide_country.then(|| {
                let address = Options::new()
                    .with("country", "never")
                    .with("postalCode", "never");
                Options::new().with("billingDetails", Options::new().with("address", address))
            })
        };
        let wallets = self.hide_wallets.then(|| {
            Options::new()
                .with("applePay", "never")
                .with("googlePay", "never")
                .with("link", "never")
        });
        let business = self
            .business_name
            .as_ref()
            .map(|name| Options::new().with("name", name));
        Options::new()
            .with_some("layout", self.layout.map(Layout::as_str))
            .with_filled("defaultValues", defaults)
            .with_some("fields", fields)
            .with_some("wallets", wallets)
            .with_true("readOnly", self.read_only)
            .with_some("business", business)
    }
}

impl PaymentUpdate {
    fn options(&self) -> Options {
        Options::new()
            .with_some("layout", self.layout.map(Layout::as_str))
            .with_some("readOnly", self.read_only)
    }
}

impl Sealed for Payment {}

impl ElementKind for Payment {
    const NAME: &'static str = "payment";
    type Options = PaymentOptions;
    type Update = PaymentUpdate;
    type Change = PaymentChange;

    fn options_to_js(options: &PaymentOptions) -> JsValue {
        options.options().to_js()
    }

    fn update_to_js(update: &PaymentUpdate) -> JsValue {
        update.options().to_js()
    }

    fn change_from_js(event: &JsValue) -> PaymentChange {
        PaymentChange {
            complete: flag(event, "complete"),
            empty: flag(event, "empty"),
            collapsed: flag(event, "collapsed"),
            method: field(event, "value").and_then(|value| text(&value, "type")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_asks_itself_is_not_asked_again() {
        assert!(PaymentOptions::default().options().is_empty());
        let options = PaymentOptions {
            layout: Some(Layout::Accordion),
            defaults: BillingDetails {
                email: Some("ada@shop.example".to_owned()),
                ..BillingDetails::default()
            },
            hide_billing_details: true,
            hide_wallets: true,
            ..PaymentOptions::default()
        };
        let payer = Options::new().with("email", "ada@shop.example");
        let wallets = Options::new()
            .with("applePay", "never")
            .with("googlePay", "never")
            .with("link", "never");
        let expected = Options::new()
            .with("layout", "accordion")
            .with(
                "defaultValues",
                Options::new().with("billingDetails", payer),
            )
            .with("fields", Options::new().with("billingDetails", "never"))
            .with("wallets", wallets);
        assert_eq!(options.options(), expected);
    }

    #[test]
    fn the_country_alone_can_be_left_out() {
        let options = PaymentOptions {
            hide_country: true,
            ..PaymentOptions::default()
        };
        let address = Options::new()
            .with("country", "never")
            .with("postalCode", "never");
        let details = Options::new().with("address", address);
        let expected =
            Options::new().with("fields", Options::new().with("billingDetails", details));
        assert_eq!(options.options(), expected);
    }

    #[test]
    fn an_update_can_switch_off_what_was_on() {
        let update = PaymentUpdate {
            read_only: Some(false),
            ..PaymentUpdate::default()
        };
        assert_eq!(update.options(), Options::new().with("readOnly", false));
    }
}
