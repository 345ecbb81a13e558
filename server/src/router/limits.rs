//! Requests that take too long, and code that fails: the customer gets an answer all the same.

use std::{any::Any, time::Duration};

use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use words::Locale;

/// Longer than a payment lets its buyer wait for an answer, and longer than a call of Stripe's.
const PATIENCE: Duration = Duration::from_secs(30);

/// Middleware that gives up after a while.
pub(super) async fn end_in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => (
            StatusCode::GATEWAY_TIMEOUT,
            Locale::default().refusals_too_slow(),
        )
            .into_response(),
    }
}

/// The answer to a request in whose code something failed that must not. What and where stands in the log already.
pub(super) fn explain_panic(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request failed by a fault of this program");
    broken()
}

/// A page for when not even the page for failures can be rendered.
pub(super) fn broken() -> Response {
    let words = Locale::default();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<h1>{title}</h1>\n<p>{}</p>\n<p><a href=\"/\">{}</a></p>\n</html>\n",
        words.tag(),
        words.errors_failed_text(),
        words.errors_to_home(),
        title = words.errors_failed_title(),
    );
    (StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response()
}
