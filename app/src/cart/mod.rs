//! The cart: page, drawer, the form that adds to it, and the calls that change it.
//!
//! All of it is HTML from the server, and every change is a plain form to one of the addresses in [`api`]. In the
//! browser `behaviour` sends the same forms without leaving the page: it shows what was asked at once, and puts in
//! place what the server answers.

mod answer;
pub mod api;
mod count;
#[cfg(any(feature = "hydrate", test))]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only the browser asks")
)]
mod queue;

#[cfg(feature = "hydrate")]
mod behaviour;
#[cfg(feature = "hydrate")]
mod call;
#[cfg(feature = "hydrate")]
mod document;

#[cfg(feature = "ssr")]
mod contents;
#[cfg(feature = "ssr")]
pub(crate) mod cookie;
#[cfg(feature = "ssr")]
mod line;
#[cfg(feature = "ssr")]
mod menu;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod said;
#[cfg(feature = "ssr")]
pub(crate) mod whose;

pub use answer::{CartAnswer, CartError};
#[cfg(feature = "ssr")]
pub(crate) use {
    count::InCart,
    menu::{CartMenu, Drawer},
    page::CartPage,
};
