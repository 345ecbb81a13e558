//! Stripe's Elements in our pages: mounted, drawn like the page around them, and read.

mod look;
mod mounted;

pub(crate) use mounted::{Mounted, Purpose, Typed, mount, set_total};
