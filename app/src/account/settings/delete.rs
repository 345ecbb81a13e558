//! Deleting the account.

use leptos::prelude::*;
use shop::accounts::{AccountDeletion, Password, Session};
use words::Locale;

use super::DELETE;
use crate::{
    account::{
        cookie,
        form::{current_password_field, needs_another_look, posted, problem, too_many_tries},
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

/// Says what goes and what stays, and asks for the password.
#[component]
pub(crate) fn DeletePage() -> impl IntoView {
    page(deletion())
}

async fn deletion() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let session = required().await?;
    let (fault, told) = match posted() {
        Some(form) => delete(t, &session, &form).await?,
        None => (Fault::default(), None),
    };
    let content = view! {
        {problem(told)}
        <p>{t.account_delete_goes()}</p>
        <p>{t.account_delete_stays()}</p>
        <form class="panel form" method="post" action=DELETE novalidate>
            {current_password_field("password", t.account_current_password(), fault)}
            {reveal_passwords(t)}
            <p class="actions">
                <button class="button danger" type="submit">
                    {t.account_delete_button()}
                </button>
                <a class="button" href=Place::Settings.path()>
                    {t.account_delete_not()}
                </a>
            </p>
        </form>
    };
    Ok(account_page(
        t,
        Place::Settings,
        t.account_delete(),
        content,
    ))
}

/// Deletes it and leads out; else what is wrong with the password, and with the whole.
async fn delete(
    t: Locale,
    session: &Session,
    form: &PostedForm,
) -> Result<(Fault, Option<String>), PageError> {
    needs_another_look();
    let typed = form.get("password");
    if typed.is_empty() {
        return Ok((Fault::only(t.account_error_missing_password()), None));
    }
    let password = Password::typed(typed);
    let went = shop()
        .delete_account(&session.account.id, &password)
        .await?;
    match went {
        AccountDeletion::Deleted => {
            cookie::forget();
            Err(PageError::see_other(&Said::Deleted.at(LOG_IN)))
        }
        AccountDeletion::Wrong => Ok((Fault::only(t.account_error_wrong_password()), None)),
        AccountDeletion::TooMany { seconds } => {
            Ok((Fault::default(), Some(too_many_tries(t, seconds))))
        }
    }
}
