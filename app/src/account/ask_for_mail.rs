//! Registering and a forgotten password: both ask for an e-mail address, and a mail that goes there leads on. Nobody learns here
//! whether an address has an account.

use leptos::prelude::*;
use words::Locale;

use super::{
    form::{email_field, email_of, needs_another_look, posted},
    frame::{Place, entry_page},
    session::session,
};
use crate::{
    error_page::PageError,
    form::Fault,
    layout::{page, shop, site},
};

/// The page that asks whoever wants an account for their address.
#[component]
pub(crate) fn RegisterPage() -> impl IntoView {
    page(ask(Purpose::Register))
}

/// The page for a forgotten password.
#[component]
pub(crate) fn ForgotPage() -> impl IntoView {
    page(ask(Purpose::Reset))
}

/// The page after either: what to do until the mail comes.
#[component]
pub(crate) fn MailedPage() -> impl IntoView {
    page(async {
        let t = Locale::default();
        let folder = site().mail_folder.map(|folder| {
            view! { <p class="notice warning">{t.account_mailed_folder(&folder)}</p> }
        });
        Ok(entry_page(
            t,
            t.account_mailed_title(),
            view! {
                {folder}
                <div class="panel stack">
                    <p>{t.account_mailed_text()}</p>
                    <p>{t.account_mailed_wait()}</p>
                    <p>
                        <a href="/account/login">{t.account_to_log_in()}</a>
                    </p>
                </div>
            },
        ))
    })
}

/// What the mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Register,
    Reset,
}

impl Purpose {
    pub(super) fn path(self) -> &'static str {
        match self {
            Purpose::Register => "/account/register",
            Purpose::Reset => "/account/forgot",
        }
    }
}

async fn ask(purpose: Purpose) -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let (mut typed, mut fault) = (String::new(), Fault::default());
    match posted() {
        Some(form) => match email_of(t, &form) {
            Ok(email) => {
                let shop = shop();
                match purpose {
                    Purpose::Register => shop.ask_to_register(&email, t.tag()).await?,
                    Purpose::Reset => shop.ask_to_reset_password(&email, t.tag()).await?,
                }
                return Err(PageError::see_other("/account/mailed"));
            }
            Err(wrong) => {
                needs_another_look();
                typed = form.get("email").to_owned();
                fault = wrong;
            }
        },
        None if purpose == Purpose::Register && session().await?.is_some() => {
            return Err(PageError::see_other(Place::Overview.path()));
        }
        None => {}
    }
    let (title, text, button) = match purpose {
        Purpose::Register => (
            t.account_register_title(),
            t.account_register_text(),
            t.account_register_send(),
        ),
        Purpose::Reset => (
            t.account_forgot_title(),
            t.account_forgot_text(),
            t.account_forgot_send(),
        ),
    };
    Ok(entry_page(
        t,
        title,
        view! {
            <p>{text}</p>
            {ask_form(t, purpose, button, typed, fault)}
            <p class="quiet">
                {t.account_have_one()} " " <a href="/account/login">{t.account_to_log_in()}</a>
            </p>
        },
    ))
}

/// The form that has a mail sent.
pub(super) fn ask_form(
    t: Locale,
    purpose: Purpose,
    button: &'static str,
    typed: String,
    fault: Fault,
) -> impl IntoView {
    view! {
        <form class="panel form" method="post" action=purpose.path() novalidate>
            {email_field(t.checkout_email(), "username", typed, fault)}
            <button class="button primary wide" type="submit">
                {button}
            </button>
        </form>
    }
}
