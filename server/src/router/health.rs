//! Questions of load balancers and supervisors: does the process live, can it serve?

use std::time::Duration;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;
use shop::Shop;

/// A store that needs longer cannot serve customers either.
const PATIENCE: Duration = Duration::from_secs(2);

/// `/healthz`: the process lives.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// `/readyz`: the store answers.
pub(super) async fn ready(State(shop): State<Shop>) -> Response {
    let problem = match tokio::time::timeout(PATIENCE, shop.store().ping()).await {
        Ok(Ok(())) => return Json(json!({ "status": "ready", "store": "ok" })).into_response(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer in time".to_owned(),
    };
    // The reason may name hosts, and anybody may ask.
    tracing::error!(problem, "not ready: the store does not answer");
    let body = Json(json!({ "status": "not ready", "store": "unreachable" }));
    (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
}
