//! The app's server functions, each at its own address under `/api`.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::handle_server_fns_with_context;
use tracing::Instrument;

use super::page::Pages;

/// Routes of all functions that the app registered.
pub(super) fn routes(pages: &Pages) -> Router {
    let mut router = Router::new();
    for (path, method) in server_fn_paths() {
        let Some(filter) = filter(&method) else {
            continue;
        };
        let context = pages.base_context();
        let handler = move |request: Request| call(context.clone(), request);
        router = router.route(path, on(filter, handler));
    }
    router
}

fn filter(method: &Method) -> Option<MethodFilter> {
    MethodFilter::try_from(method.clone()).ok()
}

/// Runs a function to its end, even if the customer goes away or the request runs out of time: half of a payment is worse
/// than an answer that nobody waits for.
async fn call(context: impl Fn() + Clone + Send + 'static, request: Request) -> Response {
    let answer = async move {
        handle_server_fns_with_context(context, request)
            .await
            .into_response()
    };
    match tokio::spawn(answer.in_current_span()).await {
        Ok(mut response) => {
            let headers = response.headers_mut();
            headers
                .entry(CACHE_CONTROL)
                .or_insert(HeaderValue::from_static("no-store"));
            response
        }
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
    }
}
