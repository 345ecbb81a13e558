//! Headers that tell browsers to be careful with what the shop sends.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{
            CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};
use url::Url;

use super::csp::{self, Csp};
use crate::router::{FallbackRoute, Rendered};

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
/// A year: a browser that was here once over TLS never comes without it.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Puts the headers on every answer.
#[derive(Debug, Clone)]
pub(crate) struct ResponseHeaders(Arc<Values>);

#[derive(Debug)]
struct Values {
    https: bool,
    permissions: HeaderValue,
    permissions_with_stripe: HeaderValue,
}

impl ResponseHeaders {
    /// For a shop whose Stripe.js is at `stripe_js`; `https`: whether customers reach it over TLS.
    pub(crate) fn new(stripe_js: &Url, https: bool) -> ResponseHeaders {
        let none = "camera=(), geolocation=(), microphone=(), usb=()";
        let origin = Csp::frame_origin(stripe_js);
        // Wallets and some banks' confirmations run in Stripe's frames, by these two.
        let with = format!(
            "{none}, payment=(self \"{origin}\"), publickey-credentials-get=(self \"{origin}\")"
        );
        let without = format!("{none}, payment=(), publickey-credentials-get=()");
        let value =
            |text: String| HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
        ResponseHeaders(Arc::new(Values {
            https,
            permissions: value(without),
            permissions_with_stripe: value(with),
        }))
    }

    /// Middleware that puts them on.
    pub(crate) async fn put_on(
        State(this): State<ResponseHeaders>,
        request: Request,
        next: Next,
    ) -> Response {
        let mut response = next.run(request).await;
        let stripe = response
            .extensions()
            .get::<Rendered>()
            .is_some_and(|page| page.needs_stripe);
        let is_file = response
            .extensions()
            .get::<FallbackRoute>()
            .is_some_and(|route| route.is_file());
        this.add(response.headers_mut(), stripe, is_file);
        response
    }

    fn add(&self, headers: &mut HeaderMap, stripe: bool, is_file: bool) {
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if self.0.https {
            headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
        }
        // The rest governs documents. Files of the site are parts of documents, which bring their own.
        if is_file {
            return;
        }
        let permissions = if stripe {
            &self.0.permissions_with_stripe
        } else {
            &self.0.permissions
        };
        headers.insert(PERMISSIONS_POLICY, permissions.clone());
        headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
        headers
            .entry(CONTENT_SECURITY_POLICY)
            .or_insert(csp::NOTHING);
        headers
            .entry(REFERRER_POLICY)
            .or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
    }
}
