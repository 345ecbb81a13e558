//! Checkout: what a cart would cost, and turning it into an order.

mod details;
mod place;
mod quote;

pub use place::{PlaceError, PlacedOrder};
pub use quote::Quote;
