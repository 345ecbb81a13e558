//! Work that is finished even if nobody waits for it.

use std::future::Future;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tracing::Instrument;

/// Makes an answer even if the customer goes away or the request runs out of time: half of a payment is worse than an answer
/// that nobody waits for.
pub(super) async fn to_its_end(
    answer: impl Future<Output = Response> + Send + 'static,
) -> Response {
    match tokio::spawn(answer.in_current_span()).await {
        Ok(response) => response,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
    }
}
