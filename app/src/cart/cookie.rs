//! The cookie that binds a browser to its cart.

use shop::cart::CartKey;

use crate::cookie::Cookie;

/// Kept as long as the cart is: ninety days.
const CART: Cookie = Cookie {
    name: "till_cart",
    max_age: 90 * 24 * 60 * 60,
};

/// The key that this request brought, if it is one.
pub(crate) fn read() -> Option<CartKey> {
    CartKey::from_cookie(&CART.read()?)
}

/// The key that this request brought, or a new one; either is sent to the browser to be kept from now on.
pub(crate) fn read_or_create() -> CartKey {
    let key = read().unwrap_or_else(CartKey::generate);
    CART.keep(key.as_cookie());
    key
}
