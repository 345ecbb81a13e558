//! What the server tells the checkout's island: on the server as context, to the browser as attributes of an element.
//!
//! Not as properties of the island, because reading those brings in more code than the island has itself.

use commerce::{Currency, Money, delivery::DeliveryRates};
use leptos::prelude::*;

use super::PayBy;

/// What the island has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutConfig {
    /// Where Stripe.js is loaded from.
    pub stripe_js_url: String,
    /// Key with which the browser speaks to Stripe.
    pub publishable_key: String,
    /// What the cart comes to.
    pub items: Money,
    /// What delivery costs.
    pub rates: DeliveryRates,
    /// What can be paid by; the first is chosen at first.
    pub offered: Vec<PayBy>,
    /// Token of the order that waits for its buyer at the bank, if there is one.
    pub unfinished: Option<String>,
    /// The order whose payment was begun in the element flow, and not confirmed yet.
    pub begun: Option<Begun>,
}

/// An order whose payment intent is there before the card is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The order's token.
    pub token: String,
    /// What the intent is over.
    pub total: Money,
}

const ID: &str = "checkout-config";

impl CheckoutConfig {
    /// The element that the browser reads.
    #[cfg(feature = "ssr")]
    pub(super) fn view(&self) -> impl IntoView + use<> {
        let offered: Vec<_> = self.offered.iter().map(|by| by.as_str()).collect();
        let begun = self.begun.as_ref();
        view! {
            <div
                id=ID
                hidden
                data-stripe-js=self.stripe_js_url.clone()
                data-key=self.publishable_key.clone()
                data-currency=self.items.currency.code()
                data-items=self.items.minor
                data-standard=self.rates.standard.minor
                data-express=self.rates.express.minor
                data-offered=offered.join(" ")
                data-unfinished=self.unfinished.clone()
                data-begun=begun.map(|begun| begun.token.clone())
                data-begun-total=begun.map(|begun| begun.total.minor)
            ></div>
        }
    }

    /// What the server told; nothing of it when the page is broken.
    pub(super) fn read() -> CheckoutConfig {
        Self::told().unwrap_or_else(|| CheckoutConfig {
            stripe_js_url: String::new(),
            publishable_key: String::new(),
            items: Money::zero(Currency::EUR),
            rates: DeliveryRates::default_for(Currency::EUR),
            offered: Vec::new(),
            unfinished: None,
            begun: None,
        })
    }

    #[cfg(feature = "hydrate")]
    fn told() -> Option<CheckoutConfig> {
        let element = document().get_element_by_id(ID)?;
        let text = |name: &str| element.get_attribute(name);
        let currency: Currency = text("data-currency")?.parse().ok()?;
        let money = |name: &str| Some(Money::new(text(name)?.parse().ok()?, currency));
        let begun = || {
            Some(Begun {
                token: text("data-begun")?,
                total: money("data-begun-total")?,
            })
        };
        Some(CheckoutConfig {
            stripe_js_url: text("data-stripe-js")?,
            publishable_key: text("data-key")?,
            items: money("data-items")?,
            rates: DeliveryRates {
                standard: money("data-standard")?,
                express: money("data-express")?,
            },
            offered: text("data-offered")?
                .split(' ')
                .filter_map(PayBy::parse)
                .collect(),
            unfinished: text("data-unfinished"),
            begun: begun(),
        })
    }

    #[cfg(not(feature = "hydrate"))]
    fn told() -> Option<CheckoutConfig> {
        use_context()
    }
}
