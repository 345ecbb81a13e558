//! Requests that may change something must come from a page of the shop.
//!
//! Browsers say where a request comes from, and no page can make them say otherwise. Cookies that are `SameSite=Lax` are the
//! other lock on the same door.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, StatusCode,
        header::{HOST, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use words::Locale;

use super::may_change;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The shop's own origin.
#[derive(Debug, Clone)]
pub(crate) struct Origins(Arc<str>);

impl Origins {
    /// `origin`: scheme, host and port that customers use.
    pub(crate) fn new(origin: &str) -> Origins {
        Origins(origin.into())
    }

    /// Middleware that refuses what comes from elsewhere.
    pub(crate) async fn check(
        State(this): State<Origins>,
        request: Request,
        next: Next,
    ) -> Response {
        if may_change(request.method()) && !this.allows(&request) {
            let text = Locale::default().refusals_other_site();
            return (StatusCode::FORBIDDEN, text).into_response();
        }
        next.run(request).await
    }

    fn allows<B>(&self, request: &axum::http::Request<B>) -> bool {
        let headers = request.headers();
        let site = headers.get(FETCH_SITE).map(|value| value.as_bytes());
        if site.is_some_and(|site| site != b"same-origin") {
            return false;
        }
        match headers.get(ORIGIN).map(|value| value.to_str()) {
            Some(Ok(origin)) => {
                origin == &*self.0 || is_of_host(origin, headers, request.uri().authority())
            }
            Some(Err(_)) => false,
            // Old browsers leave one or the other out; who sends neither is no browser of today.
            None => site.is_some(),
        }
    }
}

/// Whether `origin` is of the host that the request was sent to: `localhost` and `127.0.0.1` are one shop. A page of
/// another host cannot gain by it, because its requests carry that host's cookies, not ours.
fn is_of_host(
    origin: &str,
    headers: &HeaderMap,
    authority: Option<&axum::http::uri::Authority>,
) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or(authority.map(|authority| authority.as_str()));
    let named = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    named.is_some() && named == host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(pairs: &[(&str, &str)]) -> bool {
        let mut request = axum::http::Request::post("/api/cart/add");
        for (name, value) in pairs {
            request = request.header(*name, *value);
        }
        let request = request.body(()).expect("a request");
        Origins::new("https://shop.example").allows(&request)
    }

    #[test]
    fn a_page_of_the_shop_may_change_things() {
        assert!(allowed(&[
            ("origin", "https://shop.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(allowed(&[("origin", "https://shop.example")]));
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[
            ("origin", "http://localhost:3000"),
            ("host", "localhost:3000")
        ]));
    }

    #[test]
    fn pages_of_others_may_not() {
        assert!(!allowed(&[
            ("origin", "https://evil.example"),
            ("host", "shop.example")
        ]));
        assert!(!allowed(&[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!allowed(&[
            ("origin", "https://shop.example"),
            ("sec-fetch-site", "same-site")
        ]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
        assert!(!allowed(&[("sec-fetch-site", "none")]));
        assert!(!allowed(&[("origin", "null"), ("host", "null")]));
        assert!(!allowed(&[("host", "shop.example")]));
    }
}
