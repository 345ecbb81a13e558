//! Why there is no page to show.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::layout::page;
use crate::pages::html::html;

/// Why there is no page to show.
#[derive(Debug)]
pub(super) enum Refusal {
    /// There is no such object; it may have been forgotten since.
    Missing(String),
    /// The store is broken.
    Broken,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, title, message) = match self {
            Refusal::Missing(what) => (
                StatusCode::NOT_FOUND,
                "Not found",
                html!(
                    "There is no {}. The sandbox keeps the newest objects and forgets the oldest.",
                    what
                ),
            ),
            Refusal::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The store is broken",
                html!("The sandbox could not write to its store; its log says why."),
            ),
        };
        let body = html!("<h1>{}</h1><p>{}</p>", title, message);
        (status, page(title, None, &body)).into_response()
    }
}
