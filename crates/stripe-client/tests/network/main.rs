//! The client against a server that misbehaves.
#![allow(clippy::unwrap_used)]

mod deleting;
mod lists;
mod retrying;
mod secrecy;
mod sending;
mod server;
