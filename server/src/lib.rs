//! The `till` binary's inside: command line, configuration, router, page cache, security, and starting and stopping it all.
//!
//! The shop itself is in `shop`, its pages are in `app`; this crate lets customers reach them.

// Pages are types that nest deeply, and rendering them nests once more.
#![recursion_limit = "256"]

pub mod cli;
pub mod config;
mod listen;
mod observe;
mod page_cache;
mod router;
mod security;
mod serve;
mod shutdown;

pub use observe::start_log;
pub use serve::{Running, StartError, start};
