//! Checkout Sessions: a payment on Stripe's own page.

mod create;
mod expire;
mod line_items;
mod list;
mod retrieve;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use create::{CheckoutDelivery, CheckoutLine, CheckoutPaymentIntent, CreateCheckoutSession};
pub use expire::ExpireCheckoutSession;
pub use line_items::{LineItem, ListCheckoutLineItems};
pub use list::ListCheckoutSessions;
pub use retrieve::RetrieveCheckoutSession;

use crate::customer::CustomerRef;
use crate::wire_enum::open_enum;
use crate::{
    Address, CheckoutSessionId, CustomerId, Expandable, List, PaymentIntent, PrivateText,
    StripeObject,
};

/// A customer's visit to Stripe's own payment page.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckoutSession {
    /// Its id.
    pub id: CheckoutSessionId,
    /// Where it stands.
    pub status: Option<CheckoutStatus>,
    /// Whether money came. A session can be complete and not paid yet: then the bank is still at work.
    pub payment_status: CheckoutPaymentStatus,
    /// The lines, before delivery, discounts and taxes, in the smallest unit of the currency.
    pub amount_subtotal: Option<i64>,
    /// What is to be paid, in the same unit.
    pub amount_total: Option<i64>,
    /// What lies between the two.
    pub total_details: Option<CheckoutTotals>,
    /// Three letters, lower case.
    pub currency: Option<String>,
    /// Where to send the customer; only there while the session is open.
    pub url: Option<PrivateText>,
    /// The shop's own name for it.
    pub client_reference_id: Option<String>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: Option<BTreeMap<String, String>>,
    /// The intent, expandable. Stripe makes it when the customer pays, not when the session is made.
    pub payment_intent: Option<Expandable<PaymentIntent>>,
    /// What the customer wrote on Stripe's page.
    pub customer_details: Option<CheckoutCustomer>,
    /// The first of its lines; only there when `line_items` was expanded.
    pub line_items: Option<List<LineItem>>,
    /// When it expires, if it is still open then, Unix time in seconds.
    pub expires_at: i64,
    /// Unix time in seconds.
    pub created: i64,
    /// Whether the money is real.
    pub livemode: bool,
    #[serde(default)]
    customer: Option<CustomerRef>,
}

impl CheckoutSession {
    /// The customer it belongs to, if any.
    #[must_use]
    pub fn customer(&self) -> Option<&CustomerId> {
        self.customer.as_ref().map(CustomerRef::id)
    }
}

impl StripeObject for CheckoutSession {
    type Id = CheckoutSessionId;

    fn id(&self) -> &CheckoutSessionId {
        &self.id
    }
}

open_enum! {
    /// Where a Checkout Session stands.
    CheckoutStatus {
        /// The customer can pay.
        Open = "open",
        /// The customer is through with it; look at the payment status.
        Complete = "complete",
        /// Nobody can pay any more.
        Expired = "expired",
    }
}

open_enum! {
    /// Whether the money of a Checkout Session came.
    CheckoutPaymentStatus {
        /// It came.
        Paid = "paid",
        /// It did not, or not yet.
        Unpaid = "unpaid",
        /// There was nothing to pay, or nothing to pay now.
        NoPaymentRequired = "no_payment_required",
    }
}

/// What lies between the lines of a session and its total, in the smallest unit of its currency.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckoutTotals {
    /// Taken off.
    pub amount_discount: i64,
    /// Put on for delivery.
    pub amount_shipping: Option<i64>,
    /// Put on for taxes.
    pub amount_tax: i64,
}

/// What a customer wrote on Stripe's page.
#[derive(Debug, Clone, Deserialize)]
pub struct CheckoutCustomer {
    /// Mail address.
    pub email: Option<PrivateText>,
    /// Name.
    pub name: Option<PrivateText>,
    /// Telephone number.
    pub phone: Option<PrivateText>,
    /// Billing address, of which Stripe asks for as much as it needs.
    pub address: Option<Address>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::{Value, json};

    fn session(more: Value) -> CheckoutSession {
        let mut object = json!({
            "id": "cs_test_1", "object": "checkout.session", "status": "open", "payment_status": "unpaid",
            "amount_subtotal": 4800, "amount_total": 5290, "currency": "eur", "mode": "payment",
            "expires_at": 1800, "created": 1, "livemode": false, "metadata": {"order": "17"},
            "payment_intent": null, "url": "https://checkout.stripe.com/c/pay/cs_test_1#hidden"
        });
        for (key, value) in more.as_object().unwrap() {
            object[key] = value.clone();
        }
        serde_json::from_value(object).unwrap()
    }

    #[test]
    fn an_open_session_has_an_address_that_debug_does_not_show() {
        let open = session(json!({}));
        assert_eq!(open.status, Some(CheckoutStatus::Open));
        assert!(open.payment_intent.is_none());
        assert!(!format!("{open:?}").contains("hidden"));
        assert!(open.url.unwrap().expose().ends_with("#hidden"));
    }

    #[test]
    fn a_paid_session_carries_intent_customer_lines_and_totals() {
        let paid = session(json!({
            "status": "complete", "payment_status": "paid", "url": null, "customer": "cus_1",
            "payment_intent": {
                "id": "pi_1", "amount": 5290, "currency": "eur", "status": "succeeded", "created": 1,
                "livemode": false, "latest_charge": "ch_1"
            },
            "customer_details": {
                "email": "ada@hidden.example", "name": null, "phone": null, "tax_exempt": "none",
                "address": {"country": "DE", "line1": null, "postal_code": "hidden"}
            },
            "total_details": {"amount_discount": 0, "amount_shipping": 490, "amount_tax": 0},
            "line_items": {"object": "list", "has_more": false, "url": "/x", "data": [{
                "id": "li_1", "object": "item", "quantity": 2, "description": "Mug", "currency": "eur",
                "amount_subtotal": 4800, "amount_total": 4800, "amount_tax": 0, "amount_discount": 0
            }]}
        }));
        assert!(!format!("{paid:?}").contains("hidden"));
        assert_eq!(paid.payment_status, CheckoutPaymentStatus::Paid);
        let intent = paid.payment_intent.as_ref().unwrap().object().unwrap();
        assert_eq!(intent.latest_charge.as_ref().unwrap().id().as_str(), "ch_1");
        assert_eq!(paid.customer().unwrap().as_str(), "cus_1");
        let details = paid.customer_details.unwrap();
        assert_eq!(details.email.unwrap().expose(), "ada@hidden.example");
        assert_eq!(details.address.unwrap().country.as_deref(), Some("DE"));
        assert_eq!(paid.total_details.unwrap().amount_shipping, Some(490));
        let line = &paid.line_items.unwrap().data[0];
        assert_eq!((line.quantity, line.amount_total), (Some(2), 4800));
    }
}
