//! The secret that a guest's cookie holds.

use std::fmt;

use super::CartId;
use crate::secret;

/// 256 random bits. Who has them has the cart while it is a guest's, so the store keeps only their hash.
#[derive(Clone, PartialEq, Eq)]
pub struct CartKey(String);

impl CartKey {
    /// A new one.
    pub fn generate() -> CartKey {
        CartKey(secret::generate())
    }

    /// Reads a cookie's value; none when it is not one that [`CartKey::generate`] makes.
    pub fn from_cookie(value: &str) -> Option<CartKey> {
        secret::is_one(value).then(|| CartKey(value.to_owned()))
    }

    /// The cookie's value: 43 letters, digits, hyphens and underscores.
    pub fn as_cookie(&self) -> &str {
        &self.0
    }

    /// The name under which the store keeps the guest's cart: the key's SHA-256 in hexadecimal.
    pub fn id(&self) -> CartId {
        CartId::of(secret::stored(&self.0))
    }
}

/// Prints nothing: the key opens the cart.
impl fmt::Debug for CartKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CartKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_from_its_cookie_and_no_two_are_alike() {
        let (one, other) = (CartKey::generate(), CartKey::generate());
        assert_eq!(CartKey::from_cookie(one.as_cookie()), Some(one.clone()));
        assert_ne!(one.id(), other.id());
        assert_eq!(one.id().as_str().len(), 64);
    }

    #[test]
    fn other_cookies_are_refused() {
        let long = "A".repeat(44);
        for value in ["", "abc", &"=".repeat(43), &"é".repeat(43), &long] {
            assert_eq!(CartKey::from_cookie(value), None, "{value}");
        }
    }

    #[test]
    fn a_printed_key_and_its_name_in_the_store_do_not_give_it_away() {
        let key = CartKey::generate();
        assert!(!format!("{key:?}").contains(key.as_cookie()));
        assert!(!key.id().as_str().contains(key.as_cookie()));
    }
}
