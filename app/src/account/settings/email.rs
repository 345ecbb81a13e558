//! Asking for another e-mail address. It becomes the account's when the link that goes there is opened.

use leptos::prelude::*;
use shop::accounts::{EmailChangeAsked, Password, Session};
use words::Locale;

use super::EMAIL;
use crate::{
    account::{
        form::{
            current_password_field, email_of, needs_another_look, posted, problem, too_many_tries,
        },
        frame::{Place, account_page},
        said::Said,
        session::required,
    },
    error_page::PageError,
    form::{Fault, TextField, reveal_passwords},
    layout::{page, shop},
    posted::PostedForm,
};

/// Asks for the new address and the password.
#[component]
pub(crate) fn EmailPage() -> impl IntoView {
    page(email())
}

/// The form as it is shown.
#[derive(Default)]
struct Shown {
    typed: String,
    email: Fault,
    password: Fault,
    problem: Option<String>,
}

async fn email() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let session = required().await?;
    let shown = match posted() {
        Some(form) => ask(t, &session, &form).await?,
        None => Shown::default(),
    };
    let new = TextField {
        name: "email",
        label: t.account_new_email(),
        hint: None,
        kind: "email",
        autocomplete: "email",
        required: true,
        value: shown.typed,
        fault: shown.email,
    };
    let content = view! {
        {problem(shown.problem)}
        <p>{t.account_email_change_text(&session.account.email.as_str())}</p>
        <form class="panel form" method="post" action=EMAIL novalidate>
            {new.view()}
            {current_password_field("password", t.account_current_password(), shown.password)}
            {reveal_passwords(t)}
            <p class="actions">
                <button class="button primary" type="submit">
                    {t.account_email_change_button()}
                </button>
                <a class="button" href=Place::Settings.path()>
                    {t.account_back()}
                </a>
            </p>
        </form>
    };
    Ok(account_page(
        t,
        Place::Settings,
        t.account_change_email(),
        content,
    ))
}

async fn ask(t: Locale, session: &Session, form: &PostedForm) -> Result<Shown, PageError> {
    needs_another_look();
    let mut shown = Shown {
        typed: form.get("email").to_owned(),
        ..Shown::default()
    };
    let new = match email_of(t, form) {
        Ok(new) if new == session.account.email => {
            shown.email = Fault::only(t.account_error_same_email());
            return Ok(shown);
        }
        Ok(new) => new,
        Err(fault) => {
            shown.email = fault;
            return Ok(shown);
        }
    };
    if form.get("password").is_empty() {
        shown.password = Fault::only(t.account_error_missing_password());
        return Ok(shown);
    }
    let password = Password::typed(form.get("password"));
    let went = shop()
        .ask_to_change_email(&session.account.id, &password, &new)
        .await?;
    match went {
        EmailChangeAsked::Asked => {
            let to = Said::EmailAsked.at(Place::Settings.path());
            return Err(PageError::see_other(&to));
        }
        EmailChangeAsked::Wrong => {
            shown.password = Fault::only(t.account_error_wrong_password());
        }
        EmailChangeAsked::TooMany { seconds } => {
            shown.problem = Some(too_many_tries(t, seconds));
        }
    }
    Ok(shown)
}
