//! Carts: what a customer has gathered, kept here and bound to a cookie. Prices and stock are looked up anew each time.

mod acknowledge;
mod add;
mod key;
mod line;
mod read;
mod set_quantity;

pub(crate) use add::{add_in, hold};
pub use key::CartKey;
