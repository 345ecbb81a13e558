//! Checkout: contact, delivery, review and payment on one page.
//!
//! The page and its fields are HTML from the server; one island around them takes the payment in the browser: it mounts
//! Stripe's Element, and runs place, pay, authenticate and resume against the server functions.

mod config;
mod form;
mod functions;
mod messages;

#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod summary;

#[cfg(feature = "hydrate")]
mod call;
#[cfg(feature = "hydrate")]
mod draft;
#[cfg(feature = "hydrate")]
mod field_errors;
#[cfg(feature = "hydrate")]
mod flow;
#[cfg(feature = "hydrate")]
mod payment_element;

pub use config::CheckoutConfig;
#[cfg(feature = "ssr")]
pub(crate) use fields::delivery_words;
pub use form::CheckoutIsland;
pub use functions::{CancelPayment, PayOrder, PlaceAnswer, PlaceOrder, ResumePayment};
#[cfg(feature = "ssr")]
pub(crate) use messages::decline;
#[cfg(feature = "ssr")]
pub use page::CheckoutPage;
#[cfg(feature = "ssr")]
pub(crate) use summary::bought_line;
