//! The shop's own cookies: how they are named, read, kept and taken back.

use http::{
    HeaderMap, HeaderValue,
    header::{COOKIE, SET_COOKIE},
    request::Parts,
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::site::Site;

/// A cookie that scripts cannot read and that other sites' forms do not bring along.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookie {
    /// Begins with `till_`: by that, caches tell who has a page of their own.
    pub(crate) name: &'static str,
    /// How long browsers keep it, in seconds.
    pub(crate) max_age: u32,
}

impl Cookie {
    /// The value that this request brought.
    pub(crate) fn read(self) -> Option<String> {
        let parts = use_context::<Parts>()?;
        let site = use_context::<Site>()?;
        self.find(&parts.headers, &site).map(str::to_owned)
    }

    /// The value that a request with these headers brought.
    pub(crate) fn find<'a>(self, headers: &'a HeaderMap, site: &Site) -> Option<&'a str> {
        find(headers, &self.full_name(site.secure_cookies))
    }

    /// Has the browser keep this value from now on.
    pub(crate) fn keep(self, value: &str) {
        self.send(value, self.max_age);
    }

    /// Has the browser forget it.
    pub(crate) fn forget(self) {
        self.send("", 0);
    }

    fn send(self, value: &str, max_age: u32) {
        let secure = expect_context::<Site>().secure_cookies;
        let header = HeaderValue::from_str(&self.written(value, max_age, secure));
        if let (Ok(header), Some(response)) = (header, use_context::<ResponseOptions>()) {
            response.append_header(SET_COOKIE, header);
        }
    }

    /// Over TLS the prefix makes browsers refuse the cookie from anyone but this very host.
    fn full_name(self, secure: bool) -> String {
        let prefix = if secure { "__Host-" } else { "" };
        format!("{prefix}{}", self.name)
    }

    fn written(self, value: &str, max_age: u32, secure: bool) -> String {
        let name = self.full_name(secure);
        let secure = if secure { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}")
    }
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

    const CART: Cookie = Cookie {
        name: "till_cart",
        max_age: 60,
    };

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
        assert_eq!(
            CART.written("abc", 60, true),
            "__Host-till_cart=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert!(!CART.written("abc", 60, false).contains("Secure"));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let cookie = CART.written("abc", 60, true);
        let pair = cookie.split(';').next().unwrap_or_default();
        let headers: HeaderMap = HeaderValue::from_str(pair)
            .into_iter()
            .map(|value| (COOKIE, value))
            .collect();
        assert_eq!(find(&headers, &CART.full_name(true)), Some("abc"));
        assert_eq!(find(&headers, &CART.full_name(false)), None);
    }
}
