//! The name of a cart in the store.

/// Names a cart; opens nothing by itself. The shop gives it to whoever may use the cart: [`Shop::cart_of`](crate::Shop::cart_of).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartId(String);

impl CartId {
    pub(super) fn of(name: String) -> CartId {
        CartId(name)
    }

    /// As it stands in the store: 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
