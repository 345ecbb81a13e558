//! The cookie of somebody who is logged in.

use http::HeaderMap;
use shop::accounts::SessionKey;

use crate::{cart, cookie::Cookie, site::Site};

/// Kept for half a year, in which the shop ends the session sooner if it is not used.
const SESSION: Cookie = Cookie {
    name: "till_session",
    max_age: 180 * 24 * 60 * 60,
};

/// The key that a request with these headers brought, if it is one.
pub fn session_key(headers: &HeaderMap, site: &Site) -> Option<SessionKey> {
    SessionKey::from_cookie(SESSION.find(headers, site)?)
}

/// The key that this request brought, if it is one.
pub(super) fn read() -> Option<SessionKey> {
    SessionKey::from_cookie(&SESSION.read()?)
}

/// Has the browser be logged in from now on.
pub(super) fn keep(key: &SessionKey) {
    SESSION.keep(key.as_cookie());
}

/// Has the browser forget its session, and its cart with it: the account's stays with the account, and a guest's is not left to
/// who comes next.
pub(super) fn forget() {
    SESSION.forget();
    cart::cookie::forget();
}
