//! What stands between the network and the shop: where requests may come from, how many, how large and how long, and what
//! a browser may do with an answer.

mod client_address;
mod csp;
mod headers;
mod inline_scripts;
mod origin;
mod rate_limit;

pub(crate) use client_address::PeerAddress;
pub(crate) use csp::Csp;
pub(crate) use headers::ResponseHeaders;
pub(crate) use inline_scripts::InlineScripts;
pub(crate) use origin::Origins;
pub(crate) use rate_limit::{RateLimits, Refused};

use axum::http::Method;

/// Whether a request with this method may change something.
fn may_change(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}
