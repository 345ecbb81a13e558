//! Counting and logging what the router answers.

use std::{borrow::Cow, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use super::{metrics, request_id};
use crate::router::FallbackRoute;

/// Gives the request an id, counts the answer, logs it, and sends the id back.
pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let matched = request.extensions().get::<MatchedPath>();
    let matched = matched.map(|path| Cow::Owned(path.as_str().to_owned()));
    let method = method_name(request.method());
    let id = request_id::next();
    let span = tracing::info_span!("request", id = text(&id));
    let mut response = next.run(request).instrument(span.clone()).await;
    let named = response
        .extensions()
        .get::<FallbackRoute>()
        .map(|route| Cow::Borrowed(route.name()));
    let route = named.or(matched).unwrap_or(Cow::Borrowed("refused"));
    let took = began.elapsed();
    let status = response.status();
    let milliseconds = took.as_millis() as u64;
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::error!(method, %route, status = status.as_u16(), milliseconds, "answered");
        } else if is_routine(&route, status) {
            tracing::debug!(method, %route, status = status.as_u16(), milliseconds, "answered");
        } else {
            tracing::info!(method, %route, status = status.as_u16(), milliseconds, "answered");
        }
    });
    metrics::count_request(&route, method, status, took);
    response.headers_mut().insert(request_id::HEADER, id);
    response
}

/// Files and health checks would drown the rest.
fn is_routine(route: &str, status: StatusCode) -> bool {
    let quiet = matches!(route, "/pkg/*" | "/*" | "/healthz" | "/readyz");
    quiet && !status.is_client_error()
}

/// A fixed set of names: a client may send any, and each new one would be a new time series.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn text(id: &HeaderValue) -> &str {
    id.to_str().unwrap_or_default()
}
