//! The cookie that binds a guest's browser to its cart.

use shop::cart::CartKey;

use crate::cookie::Cookie;

/// Kept for ninety days after the cart was last changed.
const CART: Cookie = Cookie {
    name: "till_cart",
    max_age: 90 * 24 * 60 * 60,
};

/// The key that this request brought, if it is one.
pub(super) fn read() -> Option<CartKey> {
    CartKey::from_cookie(&CART.read()?)
}

/// Has the browser keep this key from now on.
pub(super) fn keep(key: &CartKey) {
    CART.keep(key.as_cookie());
}

/// Has the browser forget its cart: what it puts in next is in a new one.
pub(crate) fn forget() {
    CART.forget();
}
