//! Accounts through the front door, by the forms that browsers send.

mod addresses;
mod carts;
mod customer;
mod logging_in;
mod orders;
mod registering;
mod settings;
mod strangers;

use customer::Customer;
