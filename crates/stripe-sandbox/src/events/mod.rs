//! Events: what happened to an object, with the object as it was right then.

mod list;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json, value::RawValue};

use crate::config::API_VERSION;
use crate::ids;
use crate::store::{Document, State};
use crate::webhooks;

pub(crate) use list::{list, matches};
pub(crate) use retrieve::retrieve;

/// Something that happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) id: String,
    /// Seconds since 1970.
    pub(crate) created: i64,
    /// What Stripe calls it, e.g. `charge.succeeded`.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Which objects it is about.
    #[serde(default)]
    pub(crate) subject: Subject,
    /// The object as it was then. Text, because most events are kept and few are read.
    object: Box<RawValue>,
    /// What the changed members were before, for events that tell it.
    previous: Option<Value>,
    pub(crate) request_id: Option<String>,
    pub(crate) idempotency_key: Option<String>,
}

/// The objects that an event is about, so that nobody needs to read its text to find it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Subject {
    /// The object to which it happened.
    pub(crate) id: String,
    /// The payment that the object belongs to: a payment intent, or a charge made without one.
    pub(crate) payment: Option<String>,
}

impl Subject {
    fn of(object: &Value) -> Self {
        let text = |name: &str| object[name].as_str().map(str::to_owned);
        let id = text("id").unwrap_or_default();
        let payment = match object["object"].as_str() {
            Some("payment_intent") => Some(id.clone()),
            Some("charge") => text("payment_intent").or_else(|| Some(id.clone())),
            _ => text("payment_intent").or_else(|| text("charge")),
        };
        Self { id, payment }
    }
}

impl Document for Event {
    const KIND: &'static str = "event";
    const FOR_EACH_PAYMENT: usize = 4;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Event {
    /// The shape in an answer; `pending_webhooks` counts the endpoints that have not taken it yet.
    pub(crate) fn shape(&self, pending_webhooks: usize) -> Value {
        let object: Value = serde_json::from_str(self.object.get()).unwrap_or_default();
        let mut data = json!({ "object": object });
        if let Some(previous) = &self.previous {
            data["previous_attributes"] = previous.clone();
        }
        json!({
            "id": self.id,
            "object": "event",
            "api_version": API_VERSION,
            "created": self.created,
            "data": data,
            "livemode": false,
            "pending_webhooks": pending_webhooks,
            "request": { "id": self.request_id, "idempotency_key": self.idempotency_key },
            "type": self.kind,
        })
    }
}

impl State {
    /// Records that `kind` happened to `object`, which is given in its shape for a server.
    pub(crate) fn record(&mut self, kind: &str, object: &Value) {
        self.record_event(kind, object, None);
    }

    /// Records a change: `before` and `after` are the object's shapes for a server.
    pub(crate) fn record_change(&mut self, kind: &str, before: &Value, after: &Value) {
        self.record_event(kind, after, Some(previous_attributes(before, after)));
    }

    fn record_event(&mut self, kind: &str, object: &Value, previous: Option<Value>) {
        let subject = Subject::of(object);
        let object = serde_json::value::to_raw_value(object)
            .expect("an object is made of what JSON can hold");
        let request = self.cause().request.clone();
        let (request_id, idempotency_key) = request.map_or((None, None), |request| {
            (Some(request.id), request.idempotency_key)
        });
        let event = Event {
            id: ids::object("evt"),
            created: self.cause().now,
            kind: kind.to_owned(),
            subject,
            object,
            previous,
            request_id,
            idempotency_key,
        };
        webhooks::enqueue(self, &event);
        self.put(event);
    }
}

/// The members of `before` that `after` has otherwise, as Stripe's `previous_attributes`.
fn previous_attributes(before: &Value, after: &Value) -> Value {
    let changed: Map<String, Value> = before
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, value)| after.get(name.as_str()) != Some(value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Value::Object(changed)
}
