//! The Leptos app: pages, islands and server functions, a folder for each area.
//!
//! Pages are plain components that exist on the server only (feature `ssr`); what has to react in the browser is an
//! island (feature `hydrate`). Everything works without the browser build, through links and plain forms.

#![allow(
    unreachable_pub,
    reason = "the macros of components and islands make public items"
)]
// A view is one type that nests as deep as its markup.
#![recursion_limit = "256"]

pub mod account;
pub mod cart;
mod catalogue;
pub mod checkout;
pub mod orders;

#[cfg(feature = "hydrate")]
mod elements;
#[cfg(feature = "hydrate")]
mod post;

#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod cookie;
#[cfg(feature = "ssr")]
mod error_page;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod layout;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
mod moment;
#[cfg(feature = "ssr")]
pub mod page_facts;
#[cfg(feature = "ssr")]
mod posted;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
pub mod site;

#[cfg(feature = "ssr")]
pub use page_facts::{Depends, PageFacts};
#[cfg(feature = "ssr")]
pub use posted::{PostedForm, TooMany};
#[cfg(feature = "ssr")]
pub use routes::{App, shell};
#[cfg(feature = "ssr")]
pub use site::Site;
