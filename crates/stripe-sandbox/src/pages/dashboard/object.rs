//! `GET /objects/{id}`: any other object, as the API shows it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Html;

use super::layout::page as whole_page;
use super::refusal::Refusal;
use super::{json, links, read};
use crate::api;
use crate::pages::html::html;
use crate::sandbox::Shared;

/// The object's JSON.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Result<Html<String>, Refusal> {
    let found = read(&shared, |state| api::whole(&id, state, &shared.base_url)).await?;
    let Some(shape) = found else {
        return Err(Refusal::Missing(format!("object {id}")));
    };
    let kind = shape["object"].as_str().unwrap_or("object");
    let title = kind.replace('_', " ");
    let body = html!(
        "<h1 class=\"name\">{}</h1><p>{}</p>{}",
        title,
        links::copied(&id),
        json::open(&title, &shape),
    );
    Ok(whole_page(&title, None, &body))
}
