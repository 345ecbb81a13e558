//! The few fields of an event that matter. Its raw bytes are for the caller to keep.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Charge, EventId, PaymentIntent, Refund};

/// News from Stripe. It may come more than once, late, and in any order.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id, the same each time it is delivered.
    pub id: EventId,
    /// What happened, such as `payment_intent.succeeded`.
    pub kind: String,
    /// When it happened, Unix time in seconds.
    pub created: i64,
    /// Whether the money is real.
    pub livemode: bool,
    /// What it happened to, as it was then.
    pub object: EventObject,
}

/// What an event happened to.
#[derive(Debug, Clone)]
pub enum EventObject {
    /// A payment intent.
    PaymentIntent(Box<PaymentIntent>),
    /// A charge.
    Charge(Box<Charge>),
    /// A refund.
    Refund(Box<Refund>),
    /// Something else, or one of these in a form that this version cannot read. Its id may serve to ask for it.
    Other {
        /// Stripe's name of its type, such as `dispute`.
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
    /// Reads an event. Check its signature first, on the same bytes.
    ///
    /// # Errors
    /// [`InvalidEvent`] when the body is not an event; never for an event or object of a new kind.
    pub fn from_slice(body: &[u8]) -> Result<Self, InvalidEvent> {
        #[derive(Deserialize)]
        struct Envelope {
            id: EventId,
            #[serde(rename = "type")]
            kind: String,
            created: i64,
            livemode: bool,
            data: Data,
        }
        #[derive(Deserialize)]
        struct Data {
            object: Value,
        }

        let event: Envelope = serde_json::from_slice(body).map_err(|_| InvalidEvent)?;
        Ok(Self {
            id: event.id,
            kind: event.kind,
            created: event.created,
            livemode: event.livemode,
            object: EventObject::read(&event.data.object),
        })
    }
}

impl EventObject {
    fn read(value: &Value) -> Self {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let object = text("object").unwrap_or_default();
        let known = match object.as_str() {
            "payment_intent" => boxed(value).map(Self::PaymentIntent),
            "charge" => boxed(value).map(Self::Charge),
            "refund" => boxed(value).map(Self::Refund),
            _ => None,
        };
        known.unwrap_or_else(|| Self::Other {
            object,
            id: text("id"),
        })
    }
}

fn boxed<T: DeserializeOwned>(value: &Value) -> Option<Box<T>> {
    T::deserialize(value).ok().map(Box::new)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::PaymentIntentStatus;
    use serde_json::json;

    fn event(object: Value) -> Event {
        let body = json!({
            "id": "evt_1", "object": "event", "type": "payment_intent.succeeded", "created": 5,
            "livemode": false, "api_version": "x", "data": {"object": object}
        });
        Event::from_slice(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn a_payment_intent_is_read() {
        let event = event(json!({
            "id": "pi_1", "object": "payment_intent", "amount": 5, "currency": "eur", "status": "succeeded",
            "client_secret": "pi_1_secret_hidden", "created": 1, "livemode": false
        }));
        assert!(!format!("{event:?}").contains("hidden"));
        let EventObject::PaymentIntent(intent) = event.object else {
            panic!("not an intent: {:?}", event.object);
        };
        assert_eq!(intent.status, PaymentIntentStatus::Succeeded);
    }

    #[test]
    fn what_is_unknown_or_unreadable_keeps_its_name_and_id() {
        for object in ["moon", "charge"] {
            let event = event(json!({"object": object, "id": "x_1", "amount": "?"}));
            match event.object {
                EventObject::Other { object: name, id } => {
                    assert_eq!((name.as_str(), id.as_deref()), (object, Some("x_1")));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn what_is_not_an_event_is_refused() {
        for body in ["", "[]", r#"{"id":"evt_1"}"#, r#"{"id":"../","type":"a"}"#] {
            assert!(Event::from_slice(body.as_bytes()).is_err(), "{body}");
        }
    }
}
