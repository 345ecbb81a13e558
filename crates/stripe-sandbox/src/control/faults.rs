//! `/_sandbox/faults` and `/_sandbox/latency`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::json;

use super::{Answer, read};
use crate::api::error::ApiError;
use crate::faults::{Fault, Latency};
use crate::sandbox::Shared;

/// `POST /_sandbox/faults`.
pub(super) async fn add(State(shared): State<Arc<Shared>>, body: Bytes) -> Answer {
    let fault: Fault = read(&body)?;
    Ok(Json(json!(shared.faults.add(fault))))
}

/// `GET /_sandbox/faults`: those that calls may still meet.
pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Answer {
    Ok(Json(json!({ "faults": shared.faults.list() })))
}

/// `DELETE /_sandbox/faults`.
pub(super) async fn clear(State(shared): State<Arc<Shared>>) -> Answer {
    let deleted = shared.faults.remove(None);
    Ok(Json(json!({ "deleted": deleted })))
}

/// `DELETE /_sandbox/faults/{id}`.
pub(super) async fn remove(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Answer {
    if !shared.faults.remove(Some(&id)) {
        return Err(ApiError::missing("fault", &id, "id").into());
    }
    Ok(Json(json!({ "id": id, "deleted": true })))
}

/// `POST /_sandbox/latency`.
pub(super) async fn slow(State(shared): State<Arc<Shared>>, body: Bytes) -> Answer {
    let latency: Latency = read(&body)?;
    let answer = json!(latency);
    shared.faults.slow(latency);
    Ok(Json(answer))
}
