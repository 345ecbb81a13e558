//! Events as lists show them.

use std::sync::Arc;

use super::links;
use super::table::{table, text};
use crate::events::Event;
use crate::pages::html::{Markup, html};
use crate::store::State;
use crate::webhooks;

/// An event, and how its deliveries are.
pub(super) struct Row {
    pub(super) event: Arc<Event>,
    /// How many endpoints it is for.
    wanted: usize,
    /// How many of them have not taken it yet.
    pending: usize,
}

impl Row {
    pub(super) fn of(state: &State, event: &Arc<Event>) -> Self {
        Self {
            event: Arc::clone(event),
            wanted: webhooks::deliveries(state, &event.id).count(),
            pending: webhooks::pending(state, &event.id),
        }
    }
}

/// A table of events of many objects.
pub(super) fn event_table(rows: &[Row], empty: &str) -> Markup {
    let rows = rows
        .iter()
        .map(|row| {
            let event = &row.event;
            [
                kind(event),
                links::id(&event.subject.id),
                delivered(row),
                links::time(event.created),
            ]
        })
        .collect();
    table(
        "Events",
        [
            text("Event"),
            text("Object"),
            text("Webhooks"),
            text("Time"),
        ],
        rows,
        empty,
    )
}

/// The events of one object, the oldest first, with the requests that caused them.
pub(super) fn timeline(rows: &[Row]) -> Markup {
    let rows = rows
        .iter()
        .map(|row| {
            let event = &row.event;
            let cause = match &event.request_id {
                Some(request) => html!("<span class=\"id\">{}</span>", request),
                None => html!("<span class=\"quiet\">cardholder, bank or time</span>"),
            };
            [
                links::time(event.created),
                kind(event),
                links::id(&event.subject.id),
                cause,
                delivered(row),
            ]
        })
        .collect();
    table(
        "Timeline",
        [
            text("Time"),
            text("Event"),
            text("Object"),
            text("Caused by"),
            text("Webhooks"),
        ],
        rows,
        "The sandbox has forgotten its events.",
    )
}

fn kind(event: &Event) -> Markup {
    html!("<a href=\"/events/{}\">{}</a>", event.id, event.kind)
}

fn delivered(row: &Row) -> Markup {
    match (row.wanted, row.pending) {
        (0, _) => Markup::default(),
        (_, 0) => html!("<span class=\"quiet\">delivered</span>"),
        (_, pending) => html!("<span class=\"badge waiting\">{} pending</span>", pending),
    }
}
