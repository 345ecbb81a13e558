//! Accounts through the front door, by the forms that browsers send.

mod customer;
mod logging_in;
mod registering;

use customer::Customer;
