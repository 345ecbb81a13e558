//! Payment intents: the object that Stripe answers with; a file for each operation on it.

mod cancel;
mod capture;
mod confirm;
mod create;
mod list;
mod options;
mod retrieve;
mod update;

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

pub use cancel::{CancelPaymentIntent, CancelReason};
pub use capture::CapturePaymentIntent;
pub use confirm::ConfirmPaymentIntent;
pub use create::CreatePaymentIntent;
pub use list::ListPaymentIntents;
pub use options::{
    AllowRedirects, CaptureMethod, CardOptions, PaymentMethodChoice, RequestThreeDSecure,
    SetupFutureUsage,
};
pub use retrieve::RetrievePaymentIntent;
pub use update::UpdatePaymentIntent;

use crate::customer::CustomerRef;
use crate::wire_enum::open_enum;
use crate::{
    Charge, ClientSecret, CustomerId, ErrorKind, Expandable, PaymentIntentId, PaymentMethod,
    StripeObject,
};

/// One payment, from its first attempt to its end.
#[derive(Debug, Clone, Deserialize)]
pub struct PaymentIntent {
    /// Its id.
    pub id: PaymentIntentId,
    /// What is to be paid, in the smallest unit of the currency.
    pub amount: i64,
    /// What was paid so far, in the same unit.
    #[serde(default)]
    pub amount_received: i64,
    /// What is authorised and waits to be captured, in the same unit.
    #[serde(default)]
    pub amount_capturable: i64,
    /// Three letters, lower case.
    pub currency: String,
    /// Where it stands.
    pub status: PaymentIntentStatus,
    /// What the paying browser needs to go on.
    pub client_secret: Option<ClientSecret>,
    /// What the customer has to do, while the status is `requires_action`.
    pub next_action: Option<NextAction>,
    /// Why the latest attempt failed, if it did.
    pub last_payment_error: Option<PaymentError>,
    /// The latest charge, expandable.
    pub latest_charge: Option<Expandable<Charge>>,
    /// What it is, or was, paid with, expandable.
    pub payment_method: Option<Expandable<PaymentMethod>>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// Who may confirm it.
    pub confirmation_method: Option<ConfirmationMethod>,
    /// Why it was cancelled, if it was.
    pub cancellation_reason: Option<CancellationReason>,
    /// Unix time in seconds.
    pub created: i64,
    /// Whether the money is real.
    pub livemode: bool,
    #[serde(default)]
    customer: Option<CustomerRef>,
}

impl PaymentIntent {
    /// The customer it belongs to, if any.
    #[must_use]
    pub fn customer(&self) -> Option<&CustomerId> {
        self.customer.as_ref().map(CustomerRef::id)
    }
}

impl StripeObject for PaymentIntent {
    type Id = PaymentIntentId;

    fn id(&self) -> &PaymentIntentId {
        &self.id
    }
}

open_enum! {
    /// Where a payment intent stands.
    PaymentIntentStatus {
        /// Waits for a payment method; also after a failed attempt.
        RequiresPaymentMethod = "requires_payment_method",
        /// Waits to be confirmed.
        RequiresConfirmation = "requires_confirmation",
        /// Waits for the customer, as `next_action` says.
        RequiresAction = "requires_action",
        /// The bank is at work; news comes later.
        Processing = "processing",
        /// Authorised, waits to be captured.
        RequiresCapture = "requires_capture",
        /// Ended without a payment.
        Canceled = "canceled",
        /// Paid.
        Succeeded = "succeeded",
    }
}

open_enum! {
    /// Who may confirm a payment intent.
    ConfirmationMethod {
        /// The browser, with the client secret, or the server.
        Automatic = "automatic",
        /// The server only.
        Manual = "manual",
    }
}

open_enum! {
    /// Why a payment intent was cancelled.
    CancellationReason {
        /// The customer went away.
        Abandoned = "abandoned",
        /// By Stripe, for a reason it does not name further.
        Automatic = "automatic",
        /// It was there twice.
        Duplicate = "duplicate",
        /// It was not confirmed in time.
        Expired = "expired",
        /// Its invoice could not be paid.
        FailedInvoice = "failed_invoice",
        /// It looked like fraud.
        Fraudulent = "fraudulent",
        /// The customer asked for it.
        RequestedByCustomer = "requested_by_customer",
        /// Its invoice was voided.
        VoidInvoice = "void_invoice",
    }
}

/// What the customer has to do before the payment goes on.
#[derive(Debug, Clone, Deserialize)]
pub struct NextAction {
    /// Which action.
    #[serde(rename = "type")]
    pub kind: NextActionKind,
    /// Where to send the customer, when the action is that.
    pub redirect_to_url: Option<RedirectToUrl>,
}

open_enum! {
    /// The kinds of next action that cards know.
    NextActionKind {
        /// Send the customer to `redirect_to_url`.
        RedirectToUrl = "redirect_to_url",
        /// Let Stripe.js handle it.
        UseStripeSdk = "use_stripe_sdk",
    }
}

/// Where the customer authenticates, and comes back. The address may carry a secret: `Debug` prints nothing of it.
#[derive(Clone, Deserialize)]
pub struct RedirectToUrl {
    /// Where the customer goes.
    pub url: Option<String>,
    /// Where the customer comes back to.
    pub return_url: Option<String>,
}

impl fmt::Debug for RedirectToUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedirectToUrl(..)")
    }
}

/// Why an attempt to pay failed. `Debug` leaves the message out, for it may quote what was typed.
#[derive(Clone, Deserialize)]
pub struct PaymentError {
    /// Which sort of error.
    #[serde(rename = "type")]
    pub kind: ErrorKind,
    /// What went wrong: the value to branch on.
    pub code: Option<String>,
    /// The card issuer's reason, when it gave one.
    pub decline_code: Option<String>,
    /// A sentence in English.
    pub message: Option<String>,
    /// What was tried to pay with.
    pub payment_method: Option<PaymentMethod>,
}

impl fmt::Debug for PaymentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaymentError")
            .field("kind", &self.kind)
            .field("code", &self.code)
            .field("decline_code", &self.decline_code)
            .field("payment_method", &self.payment_method)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::{Value, json};

    fn intent(more: Value) -> PaymentIntent {
        let mut object = json!({
            "id": "pi_1", "object": "payment_intent", "amount": 1999, "currency": "eur",
            "status": "requires_payment_method", "created": 1, "livemode": false
        });
        for (key, value) in more.as_object().unwrap() {
            object[key] = value.clone();
        }
        serde_json::from_value(object).unwrap()
    }

    #[test]
    fn new_fields_and_new_values_do_not_matter() {
        let intent = intent(json!({
            "status": "requires_moonlight",
            "brand_new": {"a": [1]},
            "next_action": {"type": "look_up", "look_up": {}}
        }));
        assert_eq!(
            intent.status,
            PaymentIntentStatus::Unknown("requires_moonlight".into())
        );
        assert_eq!(intent.next_action.unwrap().kind.as_str(), "look_up");
    }

    #[test]
    fn a_charge_and_a_payment_method_come_as_ids_or_as_objects() {
        let bare = intent(json!({"latest_charge": "ch_1", "payment_method": null}));
        assert_eq!(bare.latest_charge.unwrap().id().as_str(), "ch_1");
        assert!(bare.payment_method.is_none());

        let expanded = intent(json!({
            "latest_charge": {
                "id": "ch_2", "amount": 5, "amount_captured": 5, "amount_refunded": 0, "currency": "eur",
                "status": "succeeded", "created": 1, "livemode": false,
                "payment_method_details": {"type": "card", "card": {"brand": "visa", "last4": "4242"}}
            },
            "customer": {"id": "cus_1", "name": "x"}
        }));
        let charge = expanded.latest_charge.as_ref().unwrap();
        assert_eq!(charge.id().as_str(), "ch_2");
        let details = charge
            .object()
            .unwrap()
            .payment_method_details
            .clone()
            .unwrap();
        assert_eq!(details.card.unwrap().last4.as_deref(), Some("4242"));
        assert_eq!(expanded.customer().unwrap().as_str(), "cus_1");
    }

    #[test]
    fn debug_shows_no_secret_address_or_message() {
        let shown = format!(
            "{:?}",
            intent(json!({
                "client_secret": "pi_1_secret_hidden",
                "next_action": {
                    "type": "redirect_to_url",
                    "redirect_to_url": {"url": "https://x/?client_secret=hidden", "return_url": "https://hidden"}
                },
                "last_payment_error": {"type": "card_error", "code": "card_declined", "message": "hidden"}
            }))
        );
        assert!(shown.contains("card_declined"));
        assert!(!shown.contains("hidden"), "{shown}");
    }
}
