//! Files of `browser/`, built into the sandbox.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::STRIPE_JS_PATH;

/// The parts of the stand-in of Stripe.js, which share one scope.
const STRIPE_JS: &str = concat!(
    "// A stand-in of Stripe.js for tests: it takes no real card.\n(() => {\n\"use strict\";\n",
    include_str!("../../browser/stripe-js/errors.js"),
    include_str!("../../browser/stripe-js/api.js"),
    include_str!("../../browser/stripe-js/events.js"),
    include_str!("../../browser/stripe-js/frame.js"),
    include_str!("../../browser/stripe-js/element.js"),
    include_str!("../../browser/stripe-js/elements.js"),
    include_str!("../../browser/stripe-js/payment-methods.js"),
    include_str!("../../browser/stripe-js/three-d-secure.js"),
    include_str!("../../browser/stripe-js/payment-intents.js"),
    include_str!("../../browser/stripe-js/stripe.js"),
    "})();\n",
);

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const HTML: &str = "text/html; charset=utf-8";

/// What a frame may load and talk to: the sandbox, and nobody else. Any page may hold it, as any
/// page may hold Stripe's; it answers only the one that its address names.
const FRAME_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'";

/// Path, type and content of each file.
static FILES: &[(&str, &str, &str)] = &[
    (STRIPE_JS_PATH, JAVASCRIPT, STRIPE_JS),
    (
        "/frames/element",
        HTML,
        include_str!("../../browser/frames/element.html"),
    ),
    (
        "/frames/element.css",
        CSS,
        include_str!("../../browser/frames/element.css"),
    ),
    (
        "/frames/element.js",
        JAVASCRIPT,
        include_str!("../../browser/frames/element.js"),
    ),
    (
        "/frames/appearance.js",
        JAVASCRIPT,
        include_str!("../../browser/frames/appearance.js"),
    ),
    (
        "/frames/brands.js",
        JAVASCRIPT,
        include_str!("../../browser/frames/brands.js"),
    ),
    (
        "/frames/fields.js",
        JAVASCRIPT,
        include_str!("../../browser/frames/fields.js"),
    ),
    (
        "/frames/form.js",
        JAVASCRIPT,
        include_str!("../../browser/frames/form.js"),
    ),
    (
        "/frames/parent.js",
        JAVASCRIPT,
        include_str!("../../browser/frames/parent.js"),
    ),
    (
        "/frames/requests.js",
        JAVASCRIPT,
        include_str!("../../browser/frames/requests.js"),
    ),
    (
        "/3d-secure.css",
        CSS,
        include_str!("../../browser/three-d-secure/page.css"),
    ),
    (
        "/3d-secure.js",
        JAVASCRIPT,
        include_str!("../../browser/three-d-secure/page.js"),
    ),
    (
        "/dashboard.css",
        CSS,
        include_str!("../../browser/dashboard/dashboard.css"),
    ),
    (
        "/dashboard.js",
        JAVASCRIPT,
        include_str!("../../browser/dashboard/dashboard.js"),
    ),
    (
        "/dashboard.svg",
        SVG,
        include_str!("../../browser/dashboard/dashboard.svg"),
    ),
];

/// A route for each file.
pub(super) fn routes() -> Router {
    FILES
        .iter()
        .fold(Router::new(), |router, (path, kind, content)| {
            router.route(path, get(async move || file(kind, content)))
        })
}

fn file(kind: &'static str, content: &'static str) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // A sandbox of another version may listen on the same address tomorrow.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    if kind == HTML {
        headers.insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(FRAME_POLICY),
        );
        headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
    }
    response
}
