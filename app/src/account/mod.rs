//! Accounts: the pages on which customers register, log in, and look after what is theirs.
//!
//! All of it is HTML from the server: each form is posted to the address of its own page, which does what is asked and leads
//! on, or shows itself again with what is wrong.

pub mod cards;

#[cfg(feature = "ssr")]
mod addresses;
#[cfg(feature = "ssr")]
mod ask_for_mail;
#[cfg(feature = "ssr")]
mod carried;
#[cfg(feature = "ssr")]
mod cookie;
#[cfg(feature = "ssr")]
mod failed;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
mod link;
#[cfg(feature = "ssr")]
mod log_in;
#[cfg(feature = "ssr")]
mod log_out;
#[cfg(feature = "ssr")]
mod next;
#[cfg(feature = "ssr")]
mod orders;
#[cfg(feature = "ssr")]
mod overview;
#[cfg(feature = "ssr")]
mod said;
#[cfg(feature = "ssr")]
mod session;
#[cfg(feature = "ssr")]
mod settings;

#[cfg(feature = "ssr")]
pub(crate) use {
    addresses::{AddressesPage, ChangeAddressPage, NewAddressPage},
    ask_for_mail::{ForgotPage, MailedPage, RegisterPage},
    link::LinkPage,
    log_in::LogInPage,
    log_out::LogOutPage,
    next::Next,
    orders::OrdersPage,
    overview::AccountPage,
    session::{log_in_again, signed_in},
    settings::{DeletePage, EmailPage, PasswordPage, SettingsPage},
};
#[cfg(feature = "ssr")]
pub use {cookie::session_key, next::LOG_IN, session::CurrentSession};

/// Whether a path is of one of these pages.
#[cfg(feature = "ssr")]
pub fn is_account_page(path: &str) -> bool {
    path.strip_prefix("/account")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
