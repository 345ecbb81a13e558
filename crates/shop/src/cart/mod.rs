//! Carts: what a customer has gathered, kept here and bound to an account, or to a cookie for guests. Prices and stock are
//! looked up anew each time.

mod acknowledge;
mod add;
mod id;
mod join;
mod key;
mod line;
mod read;
mod set_quantity;
mod whose;

pub(crate) use add::{add_in, hold};
pub use id::CartId;
pub use key::CartKey;
