//! The cookie that binds a browser to its cart.

use http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, SET_COOKIE},
    request::Parts,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shop::cart::CartKey;

use crate::site::Site;

/// How long a cart is kept, in seconds: ninety days.
const MAX_AGE: u32 = 90 * 24 * 60 * 60;

/// Over TLS the prefix makes browsers refuse the cookie from anyone but this very host.
fn name(secure: bool) -> &'static str {
    if secure {
        "__Host-till_cart"
    } else {
        "till_cart"
    }
}

/// The key that this request brought, if it is one.
pub(crate) fn read() -> Option<CartKey> {
    let parts = use_context::<Parts>()?;
    let site = use_context::<Site>()?;
    find(&parts.headers, name(site.secure_cookies)).and_then(CartKey::from_cookie)
}

/// The key that this request brought, or a new one; either is sent to the browser to be kept from now on.
pub(super) fn read_or_create() -> CartKey {
    let key = read().unwrap_or_else(CartKey::generate);
    let secure = expect_context::<Site>().secure_cookies;
    let header = HeaderValue::from_str(&written(&key, secure));
    if let (Ok(header), Some(response)) = (header, use_context::<ResponseOptions>()) {
        response.append_header(SET_COOKIE, header);
    }
    key
}

fn written(key: &CartKey, secure: bool) -> String {
    let name = name(secure);
    let value = key.as_cookie();
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={MAX_AGE}; HttpOnly; SameSite=Lax{secure}")
}

fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &[&'static str]) -> HeaderMap {
        cookies
            .iter()
            .map(|cookie| (COOKIE, HeaderValue::from_static(cookie)))
            .collect()
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let headers = headers(&["a=1; till_cart=abc", "b=2"]);
        assert_eq!(find(&headers, "till_cart"), Some("abc"));
        assert_eq!(find(&headers, "b"), Some("2"));
    }

    #[test]
    fn a_cookie_of_a_similar_name_is_not_taken() {
        let headers = headers(&["xtill_cart=abc; till_cart_2=def; till_cart"]);
        assert_eq!(find(&headers, "till_cart"), None);
    }

    #[test]
    fn over_tls_the_cookie_is_bound_to_the_host() {
        let key = CartKey::generate();
        let cookie = written(&key, true);
        assert!(cookie.starts_with("__Host-till_cart="));
        assert!(cookie.ends_with("; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax; Secure"));
        assert!(!written(&key, false).contains("Secure"));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let key = CartKey::generate();
        let cookie = written(&key, false);
        let pair = cookie.split(';').next().unwrap_or_default();
        let headers: HeaderMap = HeaderValue::from_str(pair)
            .into_iter()
            .map(|value| (COOKIE, value))
            .collect();
        let read = find(&headers, "till_cart").and_then(CartKey::from_cookie);
        assert_eq!(read.map(|read| read.id()), Some(key.id()));
    }
}
