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
    /// Whether the page was made for somebody who is logged in.
    pub logged_in: bool,
    /// Whether a new card can be kept for the next time: who pays is logged in.
    pub can_save: bool,
    /// The cards that the customer saved; the one to be chosen at first comes first.
    pub saved: Vec<SavedChoice>,
    /// Token of the order that waits for its buyer at the bank, if there is one.
    pub unfinished: Option<String>,
    /// The order whose payment was begun in the element flow, and not confirmed yet.
    pub begun: Option<Begun>,
}

/// A saved card, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedChoice {
    /// Stripe's PaymentMethod.
    pub id: String,
    /// Brand and last four digits.
    pub label: String,
    /// Until when it is good, or that it is no longer.
    pub note: String,
    /// Whether it can be paid with.
    pub usable: bool,
}

impl SavedChoice {
    /// As a line of an attribute: none of the parts holds a tab or a line break.
    #[cfg(feature = "ssr")]
    fn line(&self) -> String {
        let usable = if self.usable { USABLE } else { "" };
        [&self.id, &self.label, &self.note, usable].join("\t")
    }

    /// Reads [`SavedChoice::line`].
    #[cfg(feature = "hydrate")]
    fn read(line: &str) -> Option<SavedChoice> {
        let mut parts = line.split('\t');
        let mut next = || parts.next().map(str::to_owned);
        Some(SavedChoice {
            id: next()?,
            label: next()?,
            note: next()?,
            usable: next()? == USABLE,
        })
    }
}

const USABLE: &str = "usable";

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
        let saved: Vec<_> = self.saved.iter().map(SavedChoice::line).collect();
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
                data-logged-in=self.logged_in.then_some("")
                data-can-save=self.can_save.then_some("")
                data-saved=saved.join("\n")
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
            logged_in: false,
            can_save: false,
            saved: Vec::new(),
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
            logged_in: element.has_attribute("data-logged-in"),
            can_save: element.has_attribute("data-can-save"),
            saved: text("data-saved")?
                .lines()
                .filter_map(SavedChoice::read)
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
