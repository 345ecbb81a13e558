//! The control API under `/_sandbox/`: what a test does to the sandbox that nobody does to Stripe.
//!
//! JSON in and out, with the secret key; nothing here is Stripe's.

mod clock;
mod deliveries;
mod disputes;
mod faults;
mod ledger;
mod payment_methods;
mod reset;
mod settings;
mod trigger;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::api;
use crate::api::error::ApiError;
use crate::sandbox::Shared;
use crate::store::{self, Cause};

/// Every route.
pub(crate) fn routes(shared: &Arc<Shared>) -> Router {
    let routes = Router::new()
        .route("/clock/advance", post(clock::advance))
        .route("/disputes/{id}/close", post(disputes::close))
        .route("/events/{id}/deliveries", get(deliveries::of_event))
        .route("/events/{id}/resend", post(deliveries::resend))
        .route(
            "/faults",
            get(faults::list).post(faults::add).delete(faults::clear),
        )
        .route("/faults/{id}", delete(faults::remove))
        .route("/latency", post(faults::slow))
        .route("/ledger", get(ledger::ledger))
        .route(
            "/payment_methods/{id}/expiry",
            post(payment_methods::expiry),
        )
        .route("/reset", post(reset::reset))
        .route("/settings", post(settings::change))
        .route("/trigger", post(trigger::trigger))
        .route("/webhook_endpoints/{id}/roll", post(deliveries::roll))
        .route("/webhooks/delivery", post(deliveries::set_rules))
        .route("/webhooks/release", post(deliveries::release))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(middleware::from_fn_with_state(
            Arc::clone(shared),
            only_servers,
        ))
        .with_state(Arc::clone(shared));
    Router::new().nest("/_sandbox", routes)
}

async fn only_servers(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    api::is_server(request.headers(), &shared.config)?;
    Ok(next.run(request).await)
}

async fn unknown(request: Request) -> Refusal {
    ApiError::unknown_path(request.method().as_str(), request.uri().path()).into()
}

/// What a handler answers with.
type Answer = Result<Json<Value>, Refusal>;

/// An error, in the form of the API's.
struct Refusal(ApiError);

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0.status(), Json(self.0.body())).into_response()
    }
}

/// The body, as JSON; an empty one is an empty object.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body)
        .map_err(|error| ApiError::invalid_request(format!("The body: {error}")).into())
}

/// Runs `call` on the state at the sandbox's time.
async fn run<T>(shared: &Shared, call: impl FnOnce(&mut store::State) -> T) -> Result<T, Refusal> {
    let cause = Cause::at(shared.clock.now());
    let result = shared.store.run(cause, call).await;
    result.map_err(|_| ApiError::internal().into())
}
