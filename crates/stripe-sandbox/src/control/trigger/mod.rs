//! `POST /_sandbox/trigger`: has an event happen, by the operations that make it happen.

mod maker;
mod recipes;

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, read, run};
use crate::api::error::ApiError;
use crate::api::metadata::Metadata;
use crate::events::Event;
use crate::sandbox::Shared;
use crate::store::{self, HasTable};
use maker::Maker;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    event: String,
    /// Minor units.
    amount: Option<i64>,
    /// Euros, if none.
    currency: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

/// Makes the objects to which the event happens. Answers with all events that came of it.
pub(super) async fn trigger(State(shared): State<Arc<Shared>>, body: Bytes) -> Answer {
    let body: Body = read(&body)?;
    let events = run(&shared, |state| {
        let last = HasTable::<Event>::table(state)
            .newest_first()
            .next()
            .and_then(|event| HasTable::<Event>::table(state).number(&event.id));
        let outcome = make(state, &body);
        if outcome.is_err() {
            state.rollback();
        }
        outcome.map(|()| {
            HasTable::<Event>::table(state)
                .after(last.unwrap_or_default())
                .map(|(_, event)| json!({ "id": event.id, "type": event.kind }))
                .collect::<Vec<Value>>()
        })
    });
    let events = events.await??;
    Ok(Json(json!({ "event": body.event, "events": events })))
}

fn make(state: &mut store::State, body: &Body) -> Result<(), ApiError> {
    let Some((_, recipe)) = recipes::RECIPES
        .iter()
        .find(|(kind, _)| *kind == body.event)
    else {
        let known: Vec<&str> = recipes::RECIPES.iter().map(|(kind, _)| *kind).collect();
        let message = format!("event must be one of {}", known.join(", "));
        return Err(ApiError::parameter("event", message));
    };
    recipe(&mut Maker { state, body })
}
