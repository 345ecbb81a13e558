//! One try: the HTTP client underneath, and what came of sending one request.

use std::error::Error as _;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use url::{Host, Url};

use crate::ApiError;

/// A whole answer of success.
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    pub(crate) request_id: Option<String>,
}

/// Why one try did not end in success.
pub(crate) enum Failure {
    /// Stripe, or something on the way, answered with an error.
    Refused {
        error: Box<ApiError>,
        retry_after: Option<Duration>,
    },
    /// The request cannot have reached Stripe.
    NotSent(String),
    /// The request went out, or may have, and no whole answer came back.
    NoAnswer(String),
}

/// Sends one request and reads its whole answer.
pub(crate) async fn attempt(request: reqwest::RequestBuilder) -> Result<Answer, Failure> {
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() || error.is_builder() => {
            return Err(Failure::NotSent(describe(error)));
        }
        Err(error) => return Err(Failure::NoAnswer(describe(error))),
    };
    let status = response.status();
    let headers = response.headers().clone();
    let body = match response.bytes().await {
        Ok(body) => body,
        Err(error) => return Err(Failure::NoAnswer(describe(error))),
    };
    let request_id = text(&headers, "request-id");
    if status.is_success() {
        return Ok(Answer {
            body: body.into(),
            request_id,
        });
    }
    let mut error = ApiError::from_body(status.as_u16(), &body);
    error.request_id = request_id;
    error.replayed = text(&headers, "idempotent-replayed").as_deref() == Some("true");
    error.should_retry = match text(&headers, "stripe-should-retry").as_deref() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => None,
    };
    Err(Failure::Refused {
        error: Box::new(error),
        retry_after: text(&headers, RETRY_AFTER.as_str())
            .and_then(|seconds| seconds.parse().ok())
            .map(Duration::from_secs),
    })
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

/// The error and its causes, without the address, whose query may name a customer.
fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

/// Whether a key may travel to `base` in clear: only when it does not leave this machine.
pub(crate) fn is_loopback(base: &Url) -> bool {
    match base.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// An HTTP client for `base`. Redirects are not followed: they would carry the key to another address.
pub(crate) fn http_client(base: &Url) -> Result<reqwest::Client, reqwest::Error> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("till/", env!("CARGO_PKG_VERSION")));
    if base.scheme() == "https" {
        install_tls_provider();
        builder.https_only(true).build()
    } else {
        // Plain HTTP stays on this machine: no proxy, and no certificates to read, which a bare container lacks.
        builder
            .tls_backend_preconfigured(without_trust())
            .no_proxy()
            .build()
    }
}

fn install_tls_provider() {
    // Fails only when the process has a provider already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn without_trust() -> rustls::ClientConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring supports rustls' default protocol versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
