//! Events as lists show them.

use std::sync::Arc;

use super::links;
use super::table::{table, text};
use crate::events::Event;
use crate::pages::html::{Markup, html};
use crate::store::State;
use crate::webhooks;

/// An event, and how many endpoints have not taken it yet.
pub(super) struct Row {
    pub(super) event: Arc<Event>,
    pending: usize,
}

impl Row {
    pub(super) fn of(state: &State, event: &Arc<Event>) -> Self {
        Self {
            event: Arc::clone(event),
            pending: webhooks::pending(state, &event.id),
        }
    }
}

/// A table of events of many objects.
pub(super) fn event_table(rows: &[Row], empty: &str) -> Markup {
    let rows = rows
        .iter()
        .map(|Row { event, pending }| {
            [
                kind(event),
                links::id(&event.subject.id),
                waiting(*pending),
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
        .map(|Row { event, pending }| {
            let cause = match &event.request_id {
                Some(request) => html!("<span class=\"id\">{}</span>", request),
                None => html!("<span class=\"quiet\">cardholder, bank or time</span>"),
            };
            [
                links::time(event.created),
                kind(event),
                links::id(&event.subject.id),
                cause,
                waiting(*pending),
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

fn waiting(pending: usize) -> Markup {
    match pending {
        0 => Markup::default(),
        count => html!("<span class=\"badge waiting\">{} pending</span>", count),
    }
}
