//! One attempt at a delivery, from the event as it is kept to a note of how it went.

use std::sync::Arc;

use super::delivery::{Attempt, Delivery, Stage};
use super::listener::{LISTENER, Notice};
use super::{endpoint, make_due, pending, sign};
use crate::clock::Clock;
use crate::events::Event;
use crate::sandbox::Shared;
use crate::store::{Cause, Document, HasTable, State, WriteError};

/// Why an attempt is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occasion {
    /// Its time has come.
    Scheduled {
        /// The delivery's number when it was made due.
        number: i64,
    },
    /// Somebody asked for it.
    Asked,
}

/// What is to be posted.
struct Prepared {
    url: String,
    body: String,
    secrets: Vec<String>,
    kind: String,
    event: String,
    forwarded: bool,
}

/// Tries to deliver once. Nothing comes of it if there is nothing to send any more.
pub(super) async fn attempt(
    shared: &Arc<Shared>,
    delivery: &str,
    occasion: Occasion,
) -> Result<Option<Attempt>, WriteError> {
    let began = shared.clock.now_in_milliseconds();
    let prepared = shared
        .store
        .run(Cause::at(shared.clock.now()), |state| {
            prepare(state, delivery, occasion, began)
        })
        .await?;
    let Some(prepared) = prepared else {
        return Ok(None);
    };
    if prepared.forwarded {
        let _nobody_listens = shared.sender.notices.send(Notice::Sent {
            event: prepared.event.clone(),
            kind: prepared.kind,
        });
    }
    // The receiver holds the time of the signature against a clock that no test puts forward.
    let signature = sign::header(Clock::outside(), &prepared.body, &prepared.secrets);
    let outcome = shared
        .sender
        .post(&prepared.url, prepared.body, &signature)
        .await;
    if prepared.forwarded {
        let _nobody_listens = shared.sender.notices.send(Notice::Answered {
            event: prepared.event,
            url: prepared.url,
            status: outcome.status.clone(),
        });
    }
    let attempt = Attempt {
        at: began.div_euclid(1_000),
        status: outcome.status.as_ref().ok().copied(),
        error: outcome.status.err(),
        milliseconds: outcome.milliseconds,
        answer: outcome.answer,
    };
    let ended = shared.clock.now_in_milliseconds();
    let noted = attempt.clone();
    shared
        .store
        .run(Cause::at(shared.clock.now()), |state| {
            finish(state, delivery, noted, occasion, ended);
        })
        .await?;
    Ok(Some(attempt))
}

fn prepare(state: &mut State, delivery: &str, occasion: Occasion, now: i64) -> Option<Prepared> {
    let table = HasTable::<Delivery>::table(state);
    let delivery = Delivery::clone(table.get(delivery)?);
    if let Occasion::Scheduled { number } = occasion {
        let is_due = delivery.due().is_some_and(|due| due <= now);
        if !is_due || table.number(delivery.id()) != Some(number) {
            return None;
        }
    }
    let event: Option<Event> = state.get(&delivery.event);
    let (Some(event), Some(endpoint)) = (event, endpoint(state, &delivery.endpoint)) else {
        // What was forwarded by an earlier process waits for its listener to come back.
        if delivery.endpoint != LISTENER {
            HasTable::<Delivery>::table_mut(state).remove(delivery.id());
        }
        return None;
    };
    let shape = event.shape(pending(state, &event.id));
    Some(Prepared {
        url: endpoint.url.clone(),
        body: shape.to_string(),
        secrets: endpoint.secrets(state.now()),
        kind: event.kind,
        event: event.id,
        forwarded: endpoint.id == LISTENER,
    })
}

/// Notes an attempt and decides what is next.
fn finish(state: &mut State, delivery: &str, attempt: Attempt, occasion: Occasion, now: i64) {
    let Some(mut delivery) = state.get::<Delivery>(delivery) else {
        return;
    };
    let succeeded = attempt.succeeded();
    delivery.note(attempt);
    if succeeded {
        delivery.succeeded = true;
        if delivery.twice {
            delivery.twice = false;
            return make_due(state, delivery, now);
        }
        delivery.stage = Stage::Delivered;
    } else if occasion != Occasion::Asked || delivery.stage == Stage::Held {
        if let Some(pause) = delivery.next_pause() {
            return make_due(state, delivery, now.saturating_add(pause));
        }
        delivery.stage = Stage::Failed;
    }
    state.put(delivery);
}
