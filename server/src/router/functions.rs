//! The app's server functions, each at its own address under `/api`.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, Method, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::handle_server_fns_with_context;

use super::{page::Pages, to_its_end::to_its_end};

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

async fn call(context: impl Fn() + Clone + Send + 'static, request: Request) -> Response {
    let mut response = to_its_end(async move {
        handle_server_fns_with_context(context, request)
            .await
            .into_response()
    })
    .await;
    let headers = response.headers_mut();
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
