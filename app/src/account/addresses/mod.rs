//! The address book.

mod edit;
mod list;

pub(crate) use edit::{ChangeAddressPage, NewAddressPage};
pub(crate) use list::AddressesPage;
