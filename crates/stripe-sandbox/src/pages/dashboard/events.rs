//! `GET /events`: every event, or those of one type or family of types.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::event_rows::{Row, event_table};
use super::layout::{Section, page as whole_page};
use super::read;
use super::refusal::Refusal;
use super::table::{PAGE, paging};
use crate::events::{self, Event};
use crate::pages::html::html;
use crate::sandbox::Shared;
use crate::store::HasTable;

#[derive(Deserialize)]
pub(super) struct Parameters {
    after: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// A page of the list.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Refusal> {
    let after = parameters.after.as_deref();
    let kind = parameters.kind.as_deref().filter(|kind| !kind.is_empty());
    let mut rows: Vec<Row> = read(&shared, |state| {
        HasTable::<Event>::table(state)
            .newest_first_after(after)
            .filter(|event| kind.is_none_or(|kind| events::matches(kind, &event.kind)))
            .take(PAGE + 1)
            .map(|event| Row::of(state, event))
            .collect()
    })
    .await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|row| row.event.id.as_str());
    let body = html!(
        "<h1>Events</h1>\
         <form class=\"filter\" action=\"/events\"><label for=\"type\">Type</label>\
         <input id=\"type\" name=\"type\" value=\"{}\" placeholder=\"charge.*\" autocomplete=\"off\" spellcheck=\"false\">\
         <button>Show</button></form>{}{}",
        kind,
        event_table(&rows, "No events here."),
        paging("/events", &[("type", kind)], after, next),
    );
    Ok(whole_page("Events", Some(Section::Events), &body))
}
