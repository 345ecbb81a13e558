//! Events: news from Stripe. Of what they are about only the id is read, for the object is as it was then and not
//! as it is now: fetch it anew before acting on it.

mod list;
mod retrieve;

use serde::Deserialize;
use serde_json::Value;

pub use list::ListEvents;
pub use retrieve::RetrieveEvent;

use crate::{
    ChargeId, CheckoutSessionId, CustomerId, DisputeId, EventId, InvalidId, PaymentIntentId,
    PaymentMethodId, RefundId, SetupIntentId, StripeObject,
};

/// News from Stripe. It may come more than once, late, and in any order.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Envelope")]
pub struct Event {
    /// Its id, the same each time it is delivered.
    pub id: EventId,
    /// What happened, such as `payment_intent.succeeded`.
    pub kind: String,
    /// When it happened, Unix time in seconds.
    pub created: i64,
    /// Whether the money is real.
    pub livemode: bool,
    /// The version of Stripe's API that it is written in.
    pub api_version: Option<String>,
    /// What it happened to.
    pub object: EventObject,
}

/// What an event happened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventObject {
    /// A charge.
    Charge(ChargeId),
    /// A Checkout Session.
    CheckoutSession(CheckoutSessionId),
    /// A customer.
    Customer(CustomerId),
    /// A dispute.
    Dispute(DisputeId),
    /// A payment intent.
    PaymentIntent(PaymentIntentId),
    /// A payment method.
    PaymentMethod(PaymentMethodId),
    /// A refund.
    Refund(RefundId),
    /// A setup intent.
    SetupIntent(SetupIntentId),
    /// Something else, or one of these with an id that cannot be asked for.
    Other {
        /// Stripe's name of its type, such as `payout`; empty if there is none.
        object: String,
        /// Its id, if it has one.
        id: Option<String>,
    },
}

/// A body that is not an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body is not an event of Stripe's")]
pub struct InvalidEvent;

impl Event {
    /// Reads a delivered event, whose raw bytes are for the caller to keep. Check its signature first, on the same
    /// bytes.
    ///
    /// # Errors
    /// [`InvalidEvent`] when the body is not an event; never for an event or object of a new kind.
    pub fn from_slice(body: &[u8]) -> Result<Self, InvalidEvent> {
        serde_json::from_slice(body).map_err(|_| InvalidEvent)
    }
}

impl StripeObject for Event {
    type Id = EventId;

    fn id(&self) -> &EventId {
        &self.id
    }
}

/// An event as Stripe writes it.
#[derive(Deserialize)]
struct Envelope {
    id: EventId,
    #[serde(rename = "type")]
    kind: String,
    created: i64,
    livemode: bool,
    api_version: Option<String>,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Value,
}

impl From<Envelope> for Event {
    fn from(event: Envelope) -> Self {
        Self {
            id: event.id,
            kind: event.kind,
            created: event.created,
            livemode: event.livemode,
            api_version: event.api_version,
            object: EventObject::read(&event.data.object),
        }
    }
}

impl EventObject {
    fn read(value: &Value) -> Self {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let object = text("object").unwrap_or_default();
        let id = text("id");
        id.and_then(|id| Self::known(object, id).ok().flatten())
            .unwrap_or_else(|| Self::Other {
                object: object.to_owned(),
                id: id.map(str::to_owned),
            })
    }

    fn known(object: &str, id: &str) -> Result<Option<Self>, InvalidId> {
        Ok(Some(match object {
            "charge" => Self::Charge(id.parse()?),
            "checkout.session" => Self::CheckoutSession(id.parse()?),
            "customer" => Self::Customer(id.parse()?),
            "dispute" => Self::Dispute(id.parse()?),
            "payment_intent" => Self::PaymentIntent(id.parse()?),
            "payment_method" => Self::PaymentMethod(id.parse()?),
            "refund" => Self::Refund(id.parse()?),
            "setup_intent" => Self::SetupIntent(id.parse()?),
            _ => return Ok(None),
        }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn event(object: Value) -> Event {
        let body = json!({
            "id": "evt_1", "object": "event", "type": "moon.rose", "created": 5, "livemode": false,
            "api_version": "x", "request": null, "pending_webhooks": 1, "data": {"object": object}
        });
        Event::from_slice(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn of_the_object_only_its_typed_id_is_read() {
        let event = event(json!({
            "id": "pi_1", "object": "payment_intent", "amount": "unreadable", "client_secret": "hidden"
        }));
        assert!(!format!("{event:?}").contains("hidden"));
        assert_eq!((event.kind.as_str(), event.created), ("moon.rose", 5));
        assert_eq!(event.api_version.as_deref(), Some("x"));
        let id = PaymentIntentId::parse("pi_1").unwrap();
        assert_eq!(event.object, EventObject::PaymentIntent(id));
    }

    #[test]
    fn every_known_object_is_told_apart() {
        for (object, id, expected) in [
            (
                "charge",
                "py_1",
                EventObject::Charge("py_1".parse().unwrap()),
            ),
            (
                "checkout.session",
                "cs_test_1",
                EventObject::CheckoutSession("cs_test_1".parse().unwrap()),
            ),
            (
                "customer",
                "cus_1",
                EventObject::Customer("cus_1".parse().unwrap()),
            ),
            (
                "dispute",
                "du_1",
                EventObject::Dispute("du_1".parse().unwrap()),
            ),
            (
                "payment_method",
                "pm_1",
                EventObject::PaymentMethod("pm_1".parse().unwrap()),
            ),
            (
                "refund",
                "pyr_1",
                EventObject::Refund("pyr_1".parse().unwrap()),
            ),
            (
                "setup_intent",
                "seti_1",
                EventObject::SetupIntent("seti_1".parse().unwrap()),
            ),
        ] {
            assert_eq!(event(json!({"object": object, "id": id})).object, expected);
        }
    }

    #[test]
    fn what_is_unknown_or_cannot_be_asked_for_keeps_its_name_and_id() {
        for (object, id) in [("moon", "m_1"), ("charge", "../refunds"), ("balance", "")] {
            let other = EventObject::Other {
                object: object.to_owned(),
                id: Some(id.to_owned()),
            };
            assert_eq!(event(json!({"object": object, "id": id})).object, other);
        }
        let nameless = EventObject::Other {
            object: String::new(),
            id: None,
        };
        assert_eq!(event(json!({})).object, nameless);
        assert_eq!(event(json!([7])).object, nameless);
    }

    #[test]
    fn what_is_not_an_event_is_refused() {
        for body in ["", "[]", r#"{"id":"evt_1"}"#, r#"{"id":"../","type":"a"}"#] {
            assert!(Event::from_slice(body.as_bytes()).is_err(), "{body}");
        }
    }
}
