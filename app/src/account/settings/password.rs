//! Changing the password.

use leptos::prelude::*;
use shop::accounts::{Password, PasswordChange, Session};
use words::Locale;

use super::PASSWORD;
use crate::{
    account::{
        cookie,
        form::{
            current_password_field, needs_another_look, new_password_field, password_problem,
            posted, problem, too_many_tries,
        },
        frame::{Place, account_page},
        next::LOG_IN,
        said::Said,
        session::required,
    },
    error_page::PageError,
    form::{Fault, reveal_passwords},
    layout::{page, shop},
    posted::PostedForm,
};

/// Asks for the old password and the new one.
#[component]
pub(crate) fn PasswordPage() -> impl IntoView {
    page(password())
}

/// What is wrong with the form.
#[derive(Default)]
struct Wrong {
    current: Fault,
    new: Fault,
    problem: Option<String>,
}

async fn password() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let session = required().await?;
    let wrong = match posted() {
        Some(form) => change(t, &session, &form).await?,
        None => Wrong::default(),
    };
    let email = session.account.email.as_str().to_owned();
    let content = view! {
        {problem(wrong.problem)}
        <form class="panel form" method="post" action=PASSWORD novalidate>
            // For password managers, which keep a password together with a name.
            <input type="email" autocomplete="username" value=email readonly hidden />
            {current_password_field("password", t.account_current_password(), wrong.current)}
            {new_password_field(t, wrong.new)}
            {reveal_passwords(t)}
            <p class="quiet">{t.account_password_ends_sessions()}</p>
            <p class="actions">
                <button class="button primary" type="submit">
                    {t.account_save()}
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
        t.account_change_password(),
        content,
    ))
}

async fn change(t: Locale, session: &Session, form: &PostedForm) -> Result<Wrong, PageError> {
    let (old, new) = (form.get("password"), form.get("new_password"));
    needs_another_look();
    if old.is_empty() {
        return Ok(Wrong {
            current: Fault::only(t.account_error_missing_password()),
            ..Wrong::default()
        });
    }
    if new.is_empty() {
        return Ok(Wrong {
            new: Fault::only(t.account_error_missing_new_password()),
            ..Wrong::default()
        });
    }
    let Some(key) = cookie::read() else {
        return Err(PageError::see_other(LOG_IN));
    };
    let (old, new) = (Password::typed(old), Password::typed(new));
    let went = shop()
        .change_password(&session.account.id, &key, &old, &new)
        .await?;
    match went {
        PasswordChange::Changed(key) => {
            cookie::keep(&key);
            let to = Said::PasswordChanged.at(Place::Settings.path());
            Err(PageError::see_other(&to))
        }
        PasswordChange::SessionEnded => Err(PageError::see_other(LOG_IN)),
        PasswordChange::Wrong => Ok(Wrong {
            current: Fault::only(t.account_error_wrong_password()),
            ..Wrong::default()
        }),
        PasswordChange::TooMany { seconds } => Ok(Wrong {
            problem: Some(too_many_tries(t, seconds)),
            ..Wrong::default()
        }),
        PasswordChange::Refused(problem) => Ok(Wrong {
            new: password_problem(t, problem),
            ..Wrong::default()
        }),
    }
}
