//! What becomes of deliveries: their rules, releasing, sending again, and rolling secrets.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, read, run};
use crate::api::error::ApiError;
use crate::events::Event;
use crate::sandbox::Shared;
use crate::webhook_endpoints::WebhookEndpoint;
use crate::webhooks::{self, Delivery, DeliveryRules, Rule};

/// The longest time, in seconds, for which two secrets sign: Stripe allows a day.
const MAX_OVERLAP: u32 = 86_400;

/// One rule or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Rules {
    Several(Vec<Value>),
    One(Value),
}

/// `POST /_sandbox/webhooks/delivery`: rules for the events to come, in place of those before.
pub(super) async fn set_rules(State(shared): State<Arc<Shared>>, body: Bytes) -> Answer {
    let rules = match read(&body)? {
        Rules::Several(rules) => rules,
        Rules::One(rule) => vec![rule],
    };
    let rules: Vec<Rule> = rules
        .into_iter()
        .map(|rule| {
            let rule: Rule = serde_json::from_value(rule)
                .map_err(|error| ApiError::invalid_request(format!("The body: {error}")))?;
            match rule.contradiction() {
                Some(reason) => Err(ApiError::invalid_request(reason)),
                None => Ok(rule),
            }
        })
        .collect::<Result<_, _>>()?;
    let answer = json!({ "rules": rules });
    run(&shared, |state| DeliveryRules::set(state, rules)).await?;
    Ok(Json(answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    /// In the order in which they are sent; repeats are sent again.
    events: Option<Vec<String>>,
}

/// `POST /_sandbox/webhooks/release`: sends held events one after another and answers when all
/// were tried.
pub(super) async fn release(State(shared): State<Arc<Shared>>, body: Bytes) -> Answer {
    let Release { events } = read(&body)?;
    let sent = webhooks::release(&shared, events).await?;
    Ok(Json(json!({ "deliveries": sent })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Resend {
    endpoint: Option<String>,
}

/// `POST /_sandbox/events/{id}/resend`: sends an event once more and answers when it was tried.
pub(super) async fn resend(
    State(shared): State<Arc<Shared>>,
    Path(event): Path<String>,
    body: Bytes,
) -> Answer {
    let Resend { endpoint } = read(&body)?;
    let sent = webhooks::resend(&shared, &event, endpoint.as_deref()).await?;
    Ok(Json(json!({ "deliveries": sent })))
}

/// `GET /_sandbox/events/{id}/deliveries`.
pub(super) async fn of_event(
    State(shared): State<Arc<Shared>>,
    Path(event): Path<String>,
) -> Answer {
    let deliveries = run(&shared, |state| {
        state.get::<Event>(&event).map(|event| {
            webhooks::deliveries(state, &event.id)
                .map(Delivery::shape)
                .collect::<Vec<_>>()
        })
    });
    let deliveries = deliveries
        .await?
        .ok_or_else(|| ApiError::missing("event", &event, "id"))?;
    Ok(Json(json!({ "deliveries": deliveries })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roll {
    /// For how long the old secret signs too.
    #[serde(default)]
    overlap_seconds: u32,
}

/// `POST /_sandbox/webhook_endpoints/{id}/roll`: a new secret, as from Stripe's Dashboard.
pub(super) async fn roll(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let Roll { overlap_seconds } = read(&body)?;
    if overlap_seconds > MAX_OVERLAP {
        let message = format!("overlap_seconds is at most {MAX_OVERLAP}");
        return Err(ApiError::parameter("overlap_seconds", message).into());
    }
    let rolled = run(&shared, |state| {
        let mut endpoint: WebhookEndpoint = state.get(&id)?;
        let secret = endpoint.roll(state.now(), overlap_seconds).to_owned();
        let mut shape = endpoint.shape();
        shape["secret"] = secret.into();
        state.put(endpoint);
        Some(shape)
    });
    let rolled = rolled.await?;
    Ok(Json(rolled.ok_or_else(|| {
        ApiError::missing("webhook endpoint", &id, "id")
    })?))
}
