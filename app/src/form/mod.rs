//! Fields of forms, each with its label, its hint and what is wrong with it.

mod address_fields;
mod fault;
mod password_field;
mod send_once;
mod text_field;

pub(crate) use address_fields::address_fields;
pub(crate) use fault::{Fault, Faults};
pub(crate) use password_field::{PasswordField, reveal_passwords};
pub(crate) use send_once::send_once;
pub(crate) use text_field::TextField;
