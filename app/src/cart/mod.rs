//! The cart: page, drawer, the form that adds to it, and the calls that change it.
//!
//! Every change is a plain form to one of the addresses in [`api`]; in the browser the same forms go through
//! [`state`], which shows a change at once and is put right by the server's answer.

mod add_to_cart;
pub mod api;
mod contents;
#[cfg(feature = "ssr")]
pub(crate) mod cookie;
mod ledger;
mod line;
mod menu;
#[cfg(feature = "ssr")]
mod page;
mod said;
mod state;
mod view;

pub use add_to_cart::AddToCart;
#[cfg(feature = "ssr")]
pub(crate) use add_to_cart::first_choice;
pub use menu::CartMenu;
#[cfg(feature = "ssr")]
pub(crate) use page::CartPage;
pub use view::CartView;
