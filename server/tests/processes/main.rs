//! The shop and the sandbox as processes that die, stall and share a database, driven as a browser drives them; afterwards
//! the money at Stripe is held against the shop's books.

#![allow(clippy::unwrap_used)]

mod books;
mod buyer;
mod faults;
mod line;
mod mails;
mod member;
mod outages;
mod process;
mod sandbox;
mod two_processes;
mod world;

use books::Books;
use buyer::{Buyer, Done, Trouble, Way};
use process::Process;
use sandbox::Sandbox;
use world::{Database, World};
