//! Who may see the dashboard: whoever uses a browser on this machine, and no page from elsewhere.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, HOST, IF_NONE_MATCH, ORIGIN,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::sandbox::Shared;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Refuses foreign callers, answers 304 to a page that is still as it is, and sets the headers
/// that keep pages of other origins out.
pub(super) async fn protect(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(authority) = authority(&request).filter(is_loopback) else {
        let message = "The dashboard answers to the names of this machine's loopback only.";
        return (StatusCode::FORBIDDEN, message).into_response();
    };
    if !request.method().is_safe() && !is_from_own_page(request.headers(), &authority) {
        let message = "Only the dashboard's own pages may ask for this.";
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    // Read before the page is made: a page may be newer than its tag, but never older.
    let tag = format!("\"{:x}\"", shared.store.revision());
    let known = request.headers().get(IF_NONE_MATCH);
    if request.method().is_safe() && known.is_some_and(|known| known == tag.as_str()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let mut response = next.run(request).await;
    let found = response.status() == StatusCode::OK;
    let headers = response.headers_mut();
    if found && let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (HeaderName::from_static("referrer-policy"), "same-origin"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The host and port that the browser believes it speaks with.
fn authority(request: &Request) -> Option<Authority> {
    request.uri().authority().cloned().or_else(|| {
        let host = request.headers().get(HOST)?;
        Authority::try_from(host.as_bytes()).ok()
    })
}

/// Whether this is a name of the loopback. A page elsewhere can have its own name resolve to
/// 127.0.0.1 and so pass as same-origin; but then the browser sends that name.
fn is_loopback(authority: &Authority) -> bool {
    let host = authority.host().to_ascii_lowercase();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether a page of the dashboard itself sent the form.
fn is_from_own_page(headers: &HeaderMap, authority: &Authority) -> bool {
    match (headers.get("sec-fetch-site"), headers.get(ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin == format!("http://{authority}").as_str(),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_names_of_the_loopback_pass() {
        for (host, passes) in [
            ("localhost:12111", true),
            ("LOCALHOST", true),
            ("stripe.localhost:1", true),
            ("127.0.0.1:12111", true),
            ("127.8.9.1", true),
            ("[::1]:12111", true),
            ("localhost.example.com", false),
            ("notlocalhost", false),
            ("127.0.0.1.example.com", false),
            ("192.168.0.4:12111", false),
            ("[::]:12111", false),
        ] {
            let authority: Authority = host.parse().unwrap();
            assert_eq!(is_loopback(&authority), passes, "{host}");
        }
    }
}
