//! Accounts: the pages on which customers register, log in, and look after what is theirs.
//!
//! All of it is HTML from the server: each form is posted to the address of its own page, which does what is asked and leads
//! on, or shows itself again with what is wrong.

mod ask_for_mail;
mod cookie;
mod failed;
mod form;
mod frame;
mod link;
mod log_in;
mod log_out;
mod next;
mod overview;
mod said;
mod session;

pub use session::CurrentSession;
pub(crate) use {
    ask_for_mail::{ForgotPage, MailedPage, RegisterPage},
    link::LinkPage,
    log_in::LogInPage,
    log_out::LogOutPage,
    overview::AccountPage,
    session::signed_in,
};

/// Whether a path is of one of these pages.
pub fn is_account_page(path: &str) -> bool {
    path.strip_prefix("/account")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
