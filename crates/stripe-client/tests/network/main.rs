//! The client against a server that misbehaves.
#![allow(clippy::unwrap_used)]

mod secrecy;
mod sending;
mod server;
