//! `GET /events`: every event, or those of one type or family of types.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::event_rows::{Row, event_table};
use super::layout::Section;
use super::list::{List, Rows};
use super::read;
use super::refusal::Refusal;
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
    let events: Rows<Row> = read(&shared, |state| {
        let all = HasTable::<Event>::table(state)
            .newest_first_after(after)
            .filter(|event| kind.is_none_or(|kind| events::matches(kind, &event.kind)));
        Rows::first_of(all.map(|event| Row::of(state, event)))
    })
    .await?;
    let choice = html!(
        "<form class=\"filter\" action=\"/events\"><label for=\"type\">Type</label>\
         <input id=\"type\" name=\"type\" value=\"{}\" placeholder=\"charge.*\" autocomplete=\"off\" spellcheck=\"false\">\
         <button>Show</button></form>",
        kind,
    );
    let list = List {
        section: Section::Events,
        title: "Events",
        filter: &[("type", kind)],
        after,
        next: events.last_before_more().map(|row| row.event.id.as_str()),
    };
    Ok(list.page(&choice, &event_table(&events.rows, "No events here.")))
}
