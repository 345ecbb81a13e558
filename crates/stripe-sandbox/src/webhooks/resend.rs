//! Sending events because somebody asks for it: one once more, or held ones in a certain order.

use std::sync::Arc;

use serde_json::Value;

use super::attempt::{Occasion, attempt};
use super::delivery::{self, Delivery, Stage};
use super::{endpoint, endpoints};
use crate::api::error::ApiError;
use crate::events::Event;
use crate::sandbox::Shared;
use crate::store::{Cause, Document, HasTable, State};

/// Sends an event at once: to `endpoint`, or to all that have or want it. Answers with the
/// deliveries as they are then.
pub(crate) async fn resend(
    shared: &Arc<Shared>,
    event: &str,
    endpoint: Option<&str>,
) -> Result<Vec<Value>, ApiError> {
    let chosen = run(shared, |state| choose(state, event, endpoint)).await??;
    send(shared, chosen).await
}

/// Sends events one after another, each to the endpoints that it is held for, or if it is not held
/// to those that had it before. Without `events`, all that are held, oldest first.
pub(crate) async fn release(
    shared: &Arc<Shared>,
    events: Option<Vec<String>>,
) -> Result<Vec<Value>, ApiError> {
    let events = match events {
        Some(events) => {
            run(shared, |state| check_known(state, &events)).await??;
            events
        }
        None => run(shared, held).await?,
    };
    let mut sent = Vec::new();
    for event in events {
        let chosen = run(shared, |state| of_event(state, &event)).await?;
        sent.extend(send(shared, chosen).await?);
    }
    Ok(sent)
}

/// Sends deliveries at once, all at the same time.
async fn send(shared: &Arc<Shared>, deliveries: Vec<String>) -> Result<Vec<Value>, ApiError> {
    let tasks: Vec<_> = deliveries
        .into_iter()
        .map(|delivery| {
            let shared = Arc::clone(shared);
            tokio::spawn(async move {
                attempt(&shared, &delivery, Occasion::Asked).await?;
                let cause = Cause::at(shared.clock.now());
                let shape = |state: &mut State| {
                    state
                        .get::<Delivery>(&delivery)
                        .map(|delivery| delivery.shape())
                };
                shared.store.run(cause, shape).await
            })
        })
        .collect();
    let mut sent = Vec::new();
    for task in tasks {
        let delivery = task
            .await
            .map_err(|_| ApiError::internal())?
            .map_err(|_| ApiError::internal())?;
        sent.extend(delivery);
    }
    Ok(sent)
}

async fn run<T>(shared: &Shared, call: impl FnOnce(&mut State) -> T) -> Result<T, ApiError> {
    shared
        .store
        .run(Cause::at(shared.clock.now()), call)
        .await
        .map_err(|_| ApiError::internal())
}

fn choose(state: &mut State, event: &str, chosen: Option<&str>) -> Result<Vec<String>, ApiError> {
    let event: Event = state
        .get(event)
        .ok_or_else(|| ApiError::missing("event", event, "id"))?;
    let known = |state: &State, endpoint: &str| {
        let id = delivery::id(&event.id, endpoint);
        HasTable::<Delivery>::table(state).get(&id).is_some()
    };
    let to: Vec<String> = match chosen {
        Some(id) => {
            let endpoint = endpoint(state, id)
                .ok_or_else(|| ApiError::missing("webhook endpoint", id, "endpoint"))?;
            vec![endpoint.id.clone()]
        }
        None => endpoints(state)
            .filter(|endpoint| endpoint.wants(&event.kind) || known(state, &endpoint.id))
            .map(|endpoint| endpoint.id.clone())
            .collect(),
    };
    for endpoint in &to {
        // An endpoint may be younger than the event. What is sent now is nothing that waits.
        if !known(state, endpoint) {
            state.put(Delivery::new(&event.id, endpoint, Stage::Failed, false));
        }
    }
    Ok(to
        .iter()
        .map(|endpoint| delivery::id(&event.id, endpoint))
        .collect())
}

fn check_known(state: &State, events: &[String]) -> Result<(), ApiError> {
    match events
        .iter()
        .find(|event| state.get::<Event>(event).is_none())
    {
        Some(unknown) => Err(ApiError::missing("event", unknown, "events")),
        None => Ok(()),
    }
}

/// The events with a delivery that is held, oldest first.
fn held(state: &mut State) -> Vec<String> {
    let events = HasTable::<Event>::table(state);
    let mut held: Vec<(Option<i64>, String)> = HasTable::<Delivery>::table(state)
        .newest_first()
        .filter(|delivery| delivery.stage == Stage::Held)
        .map(|delivery| (events.number(&delivery.event), delivery.event.clone()))
        .collect();
    held.sort();
    held.dedup();
    held.into_iter().map(|(_, event)| event).collect()
}

/// The deliveries of an event that are held, or else all of them.
fn of_event(state: &mut State, event: &str) -> Vec<String> {
    let all: Vec<_> = super::deliveries(state, event).collect();
    let held: Vec<_> = all
        .iter()
        .filter(|delivery| delivery.stage == Stage::Held)
        .copied()
        .collect();
    let chosen = if held.is_empty() { all } else { held };
    chosen
        .into_iter()
        .map(|delivery| delivery.id().to_owned())
        .collect()
}
