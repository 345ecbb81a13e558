//! The way of every request to `/v1`: key, parameters, idempotency, operation, answer.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{RawPathParams, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use axum::routing::{MethodFilter, any, on};
use serde_json::{Map, Value};

use super::authentication::{KeyKind, authenticate};
use super::error::ApiError;
use super::idempotency::{IdempotencyKey, Remembered};
use super::operations::{OPERATIONS, Operation};
use super::{Call, expand, form, parameters};
use crate::config::API_VERSION;
use crate::faults::{self, Within};
use crate::ids;
use crate::sandbox::Shared;
use crate::store::{self, Cause, State};

/// The largest body; Stripe's own parameters stay far below it.
const MAX_BODY: usize = 1 << 20;

/// What a request is answered with.
struct Answer {
    status: StatusCode,
    body: String,
    idempotency_key: Option<String>,
    original_request: Option<String>,
    replayed: bool,
    /// Whether a test wants that it never arrives.
    lost: bool,
}

impl Answer {
    fn of_error(error: &ApiError) -> Self {
        Self {
            status: error.status(),
            body: error.body().to_string(),
            idempotency_key: None,
            original_request: None,
            replayed: false,
            lost: false,
        }
    }
}

/// Every operation, and Stripe's 404 for what is none.
pub(crate) fn routes(shared: &Arc<Shared>) -> Router {
    let mut router = Router::new();
    for operation in OPERATIONS {
        let (method, path) = operation.route();
        let filter = match method {
            Method::POST => MethodFilter::POST,
            Method::DELETE => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        let shared = Arc::clone(shared);
        let handler = move |path: RawPathParams, request: Request| {
            let shared = Arc::clone(&shared);
            async move { respond(&shared, operation, &path, request).await }
        };
        router = router.route(path, on(filter, handler));
    }
    router
        .method_not_allowed_fallback(unknown)
        .route("/v1", any(unknown))
        .route("/v1/{*path}", any(unknown))
}

async fn unknown(request: Request) -> Response {
    if request.method() == Method::OPTIONS {
        return preflight();
    }
    let error = ApiError::unknown_path(request.method().as_str(), request.uri().path());
    response(Answer::of_error(&error), &ids::request(), request.headers())
}

/// Lets pages of any origin call, as Stripe does: what a call may do hangs on its key alone.
fn preflight() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "GET, POST, DELETE"),
        (
            "access-control-allow-headers",
            "authorization, content-type, idempotency-key, stripe-version",
        ),
        ("access-control-max-age", "300"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn respond(
    shared: &Shared,
    operation: &'static Operation,
    path: &RawPathParams,
    request: Request,
) -> Response {
    let request_id = ids::request();
    let id = path.iter().next().map_or("", |(_, id)| id).to_owned();
    let (parts, body) = request.into_parts();
    let answer = process(
        shared,
        operation,
        &id,
        &parts.headers,
        &parts.uri,
        body,
        &request_id,
    )
    .await
    .unwrap_or_else(|error| Answer::of_error(&error));
    let answer = if answer.lost {
        Answer::of_error(&faults::hang().await)
    } else {
        answer
    };
    tracing::debug!(
        operation = operation.name,
        request_id,
        status = answer.status.as_u16(),
        replayed = answer.replayed,
        "answered"
    );
    response(answer, &request_id, &parts.headers)
}

async fn process(
    shared: &Shared,
    operation: &'static Operation,
    id: &str,
    headers: &HeaderMap,
    uri: &axum::http::Uri,
    body: Body,
    request_id: &str,
) -> Result<Answer, ApiError> {
    let key = authenticate(headers, &shared.config, operation.access)?;
    let posts = operation.route().0 == Method::POST;
    let form = if posts {
        read_form(headers, body).await?
    } else {
        form::decode(uri.query().unwrap_or_default().as_bytes())?
    };
    let (method, path) = (operation.route().0, uri.path());
    shared.faults.meet(&method, path).await?;
    let idempotency_key = if posts {
        IdempotencyKey::of(headers, key, uri.path(), &form)?
    } else {
        None
    };
    let _running = match &idempotency_key {
        Some(key) => Some(shared.in_flight.take(key)?),
        None => None,
    };
    let parameters = parameters::check(operation.name, form);
    let now = shared.clock.now();
    let cause = Cause {
        now,
        request: Some(store::Request {
            id: request_id.to_owned(),
            idempotency_key: idempotency_key.as_ref().map(|key| key.key().to_owned()),
        }),
    };
    let run = |state: &mut State| {
        if let Some(key) = &idempotency_key
            && let Some(remembered) = state.get::<Remembered>(key.id())
        {
            key.check(&remembered)?;
            return Ok(replay(remembered, key));
        }
        let mut lost = false;
        let result = parameters.and_then(|parameters| {
            match shared.faults.within(&method, path) {
                Some(Within::ServerError) => return Err(ApiError::server_error()),
                Some(Within::AnswerLost) => lost = true,
                None => {}
            }
            execute(operation, state, &shared.base_url, key, now, id, parameters)
        });
        let (status, body, kept) = match result {
            Ok(body) => (StatusCode::OK, body.to_string(), true),
            Err(error) => {
                if !error.keeps_changes() {
                    state.rollback();
                }
                (
                    error.status(),
                    error.body().to_string(),
                    error.is_remembered(),
                )
            }
        };
        if let Some(key) = idempotency_key.as_ref().filter(|_| kept) {
            state.put(key.remember(now, request_id, status, &body));
        }
        Ok(Answer {
            status,
            body,
            original_request: idempotency_key.as_ref().map(|_| request_id.to_owned()),
            idempotency_key: idempotency_key.as_ref().map(|key| key.key().to_owned()),
            replayed: false,
            lost,
        })
    };
    shared.store.run(cause, run).await.map_err(|error| {
        tracing::error!(%error);
        ApiError::internal()
    })?
}

fn replay(remembered: Remembered, key: &IdempotencyKey) -> Answer {
    Answer {
        status: StatusCode::from_u16(remembered.status)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        body: remembered.body,
        idempotency_key: Some(key.key().to_owned()),
        original_request: Some(remembered.request_id),
        replayed: true,
        lost: false,
    }
}

pub(super) fn execute(
    operation: &Operation,
    state: &mut State,
    base_url: &str,
    key: KeyKind,
    now: i64,
    id: &str,
    mut parameters: Value,
) -> Result<Value, ApiError> {
    let paths = expand::take(&mut parameters);
    let mut call = Call {
        state,
        base_url,
        key,
        now,
        id,
        parameters,
    };
    let mut answer = (operation.run)(&mut call)?;
    expand::apply(&mut answer, &paths, call.state, base_url)?;
    Ok(answer)
}

async fn read_form(headers: &HeaderMap, body: Body) -> Result<Map<String, Value>, ApiError> {
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| {
        ApiError::invalid_request(format!("The body is larger than {MAX_BODY} bytes"))
    })?;
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_form =
        content_type.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if !body.is_empty() && !is_form {
        return Err(ApiError::invalid_request(
            "Invalid request (check that your POST content type is application/x-www-form-urlencoded).",
        ));
    }
    form::decode(&body)
}

fn response(answer: Answer, request_id: &str, request: &HeaderMap) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    set("content-type", "application/json");
    set("cache-control", "no-cache, no-store");
    set("access-control-allow-origin", "*");
    set(
        "access-control-expose-headers",
        "Request-Id, Stripe-Version, Idempotent-Replayed, Original-Request",
    );
    set("request-id", request_id);
    let version = request
        .get("stripe-version")
        .and_then(|version| version.to_str().ok());
    set("stripe-version", version.unwrap_or(API_VERSION));
    if answer.status == StatusCode::UNAUTHORIZED {
        set("www-authenticate", "Basic realm=\"Stripe sandbox\"");
    }
    if let Some(key) = &answer.idempotency_key {
        set("idempotency-key", key);
    }
    if let Some(original) = &answer.original_request {
        set("original-request", original);
    }
    if answer.replayed {
        set("idempotent-replayed", "true");
    }
    response
}
