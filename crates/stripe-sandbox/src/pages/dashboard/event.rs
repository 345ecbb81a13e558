//! `GET /events/{id}`: one event as it was sent, and to whom.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Html;

use super::deliveries::{deliveries, of_event};
use super::layout::{Section, page as whole_page};
use super::refusal::Refusal;
use super::table::{facts, section};
use super::{json, links, read};
use crate::events::Event;
use crate::pages::html::html;
use crate::sandbox::Shared;
use crate::webhooks;

/// The event's body and what caused it.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Result<Html<String>, Refusal> {
    let found = read(&shared, |state| {
        let event: Event = state.get(&id)?;
        let shape = event.shape(webhooks::pending(state, &id));
        Some((event, shape, of_event(state, &id)))
    })
    .await?;
    let Some((event, shape, sent)) = found else {
        return Err(Refusal::Missing(format!("event {id}")));
    };
    let subject = &event.subject;
    let payment = subject.payment.as_ref().filter(|id| **id != subject.id);
    let about = facts(&[
        ("Event", Some(links::copied(&event.id))),
        ("Time", Some(links::time(event.created))),
        ("Object", Some(links::id(&subject.id))),
        ("Payment", payment.map(|id| links::id(id))),
        ("Request", event.request_id.as_deref().map(links::copied)),
        (
            "Idempotency key",
            event.idempotency_key.as_deref().map(links::copied),
        ),
    ]);
    let body = html!(
        "<h1>{}</h1>{}{}{}",
        event.kind,
        about,
        deliveries(&event.id, &sent),
        section("Body", &json::open("the event", &shape)),
    );
    Ok(whole_page(&event.kind, Some(Section::Events), &body))
}
