//! Checkout: contact, delivery, review and payment on one page.
//!
//! The page and its fields are HTML from the server; one island around them takes the payment in the browser: it mounts
//! Stripe's Element, and runs place, pay, authenticate and resume against the server functions. What is paid on Stripe's own
//! page needs no script: the form is posted to the page itself.

mod choices;
mod config;
mod form;
mod functions;
mod messages;
mod pay_by;

#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod saved_cards;
#[cfg(feature = "ssr")]
mod summary;
#[cfg(feature = "ssr")]
mod who;

#[cfg(feature = "hydrate")]
mod billing;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod call;
#[cfg(feature = "hydrate")]
mod draft;
#[cfg(feature = "hydrate")]
mod field_errors;
#[cfg(feature = "hydrate")]
mod flow;
#[cfg(feature = "hydrate")]
mod waiting;

pub use config::{Begun, CheckoutConfig};
#[cfg(feature = "ssr")]
pub(crate) use fields::delivery_words;
pub use form::CheckoutIsland;
pub use functions::{
    BeginPayment, CancelPayment, PayOrder, PayWithSavedCard, PayWithToken, PlaceAnswer, PlaceOrder,
    ResumePayment,
};
#[cfg(feature = "ssr")]
pub(crate) use messages::{decline, field_error};
#[cfg(feature = "ssr")]
pub use page::CheckoutPage;
pub use pay_by::PayBy;
#[cfg(feature = "ssr")]
pub use posted::PostedCheckout;
#[cfg(feature = "ssr")]
pub(crate) use summary::bought_line;
