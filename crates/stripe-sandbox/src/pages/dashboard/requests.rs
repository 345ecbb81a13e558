//! The requests that moved an object, with their idempotency keys.

use super::event_rows::Row;
use super::table::{table, text};
use crate::api::KeyKind;
use crate::api::idempotency::Remembered;
use crate::pages::html::{Markup, html};
use crate::store::{HasTable, State};

/// A request that caused events.
pub(super) struct Request {
    id: String,
    idempotency_key: Option<String>,
    /// What it was answered with, if its key is still remembered.
    status: Option<u16>,
    /// Types of the events.
    caused: Vec<String>,
}

/// The requests that caused `events`, in their order.
pub(super) fn of_events(state: &State, events: &[Row]) -> Vec<Request> {
    let mut requests: Vec<Request> = Vec::new();
    for Row { event, .. } in events {
        let Some(id) = &event.request_id else {
            continue;
        };
        match requests.iter_mut().find(|request| request.id == *id) {
            Some(request) => request.caused.push(event.kind.clone()),
            None => requests.push(Request {
                id: id.clone(),
                idempotency_key: event.idempotency_key.clone(),
                status: event
                    .idempotency_key
                    .as_ref()
                    .and_then(|key| answered(state, key, id)),
                caused: vec![event.kind.clone()],
            }),
        }
    }
    requests
}

/// The status that the request `id` with this idempotency key was answered with.
fn answered(state: &State, key: &str, id: &str) -> Option<u16> {
    [KeyKind::Secret, KeyKind::Publishable]
        .iter()
        .filter_map(|caller| {
            HasTable::<Remembered>::table(state).get(&Remembered::id_of(*caller, key))
        })
        .find(|remembered| remembered.request_id == id)
        .map(|remembered| remembered.status)
}

/// A table of requests.
pub(super) fn request_table(requests: &[Request]) -> Markup {
    let rows = requests
        .iter()
        .map(|request| {
            [
                html!("<code data-copy>{}</code>", request.id),
                match &request.idempotency_key {
                    Some(key) => html!("<code data-copy>{}</code>", key),
                    None => html!("<span class=\"quiet\">none</span>"),
                },
                html!("{}", request.status),
                html!("{}", request.caused.join(", ")),
            ]
        })
        .collect();
    table(
        "Requests",
        [
            text("Request"),
            text("Idempotency key"),
            text("Answer"),
            text("Events"),
        ],
        rows,
        "No request is known: its events are forgotten.",
    )
}
