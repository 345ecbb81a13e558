//! Files of `browser/`, built into the sandbox.

use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::STRIPE_JS_PATH;

/// The parts of the stand-in of Stripe.js, which share one scope.
const STRIPE_JS: &str = concat!(
    include_str!("../../browser/stripe-js/errors.js"),
    include_str!("../../browser/stripe-js/locale.js"),
    include_str!("../../browser/stripe-js/api.js"),
    include_str!("../../browser/stripe-js/events.js"),
    include_str!("../../browser/stripe-js/frame.js"),
    include_str!("../../browser/stripe-js/element-types.js"),
    include_str!("../../browser/stripe-js/element.js"),
    include_str!("../../browser/stripe-js/elements-options.js"),
    include_str!("../../browser/stripe-js/elements.js"),
    include_str!("../../browser/stripe-js/payment-methods.js"),
    include_str!("../../browser/stripe-js/tokens.js"),
    include_str!("../../browser/stripe-js/three-d-secure.js"),
    include_str!("../../browser/stripe-js/intents.js"),
    include_str!("../../browser/stripe-js/confirm-card.js"),
    include_str!("../../browser/stripe-js/confirm-elements.js"),
    include_str!("../../browser/stripe-js/stripe.js"),
);

/// The script in a scope of its own. It knows where the sandbox is, for a page that has it under
/// Stripe's address.
fn stripe_js(base_url: &str) -> String {
    format!(
        "// A stand-in of Stripe.js for tests: it takes no real card.\n(() => {{\n\"use strict\";\n\
         const SERVED_BY = {base_url:?};\n{STRIPE_JS}}})();\n"
    )
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const HTML: &str = "text/html; charset=utf-8";

/// What a frame may load and talk to: the sandbox, and nobody else. Any page may hold it, as any
/// page may hold Stripe's; it answers only the one that its address names.
const FRAME_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'";

/// A module of the frames: its path and its content.
macro_rules! script {
    ($name:literal) => {
        (
            concat!("/frames/", $name, ".js"),
            JAVASCRIPT,
            include_str!(concat!("../../browser/frames/", $name, ".js")),
        )
    };
}

/// Path, type and content of each file.
static FILES: &[(&str, &str, &str)] = &[
    (
        "/checkout.css",
        CSS,
        concat!(
            include_str!("../../browser/checkout/page.css"),
            include_str!("../../browser/checkout/form.css"),
        ),
    ),
    (
        "/checkout.js",
        JAVASCRIPT,
        include_str!("../../browser/checkout/page.js"),
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
        concat!(
            include_str!("../../browser/dashboard/page.css"),
            include_str!("../../browser/dashboard/parts.css"),
            include_str!("../../browser/dashboard/records.css"),
        ),
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
        "/frames/form.css",
        CSS,
        include_str!("../../browser/frames/form.css"),
    ),
    script!("address-form"),
    script!("address-formats"),
    script!("appearance"),
    script!("brands"),
    script!("card-fields"),
    script!("card-style"),
    script!("controls"),
    script!("countries"),
    script!("element"),
    script!("element-form"),
    script!("fields"),
    script!("icons"),
    script!("line-form"),
    script!("messages"),
    script!("parent"),
    script!("payment-form"),
    script!("postal-codes"),
    script!("regions"),
    script!("requests"),
    script!("siblings"),
    script!("single-form"),
    script!("styles"),
];

/// A route for each file.
pub(super) fn routes(base_url: &str) -> Router {
    let stripe_js = Bytes::from(stripe_js(base_url));
    FILES
        .iter()
        .fold(Router::new(), |router, (path, kind, content)| {
            router.route(path, get(async move || file(kind, *content)))
        })
        .route(
            STRIPE_JS_PATH,
            get(async move || file(JAVASCRIPT, stripe_js.clone())),
        )
}

fn file(kind: &'static str, content: impl IntoResponse) -> Response {
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
