//! `POST /_sandbox/disputes/{id}/close`: what the cardholder's bank decides.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, read, run};
use crate::api::error::ApiError;
use crate::disputes::{self, CloseError};
use crate::sandbox::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// Whether the merchant gets the money back.
    won: bool,
}

pub(super) async fn close(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let Body { won } = read(&body)?;
    let closed = run(&shared, |state| disputes::close(state, &id, won)).await?;
    closed.map_err(|error| match error {
        CloseError::Unknown => ApiError::missing("dispute", &id, "id"),
        CloseError::Closed => ApiError::invalid_request("This dispute is already closed."),
    })?;
    Ok(Json(json!({ "id": id, "won": won })))
}
