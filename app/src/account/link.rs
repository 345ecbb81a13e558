//! The page behind a link from a mail. Looking at it changes nothing, because mail scanners look too; its form uses the link up.

use http::StatusCode;
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;
use shop::accounts::{EmailChange, Link, LinkPurpose, LinkToken, Password, PasswordSet};
use words::Locale;

use super::{
    ask_for_mail::{Purpose, ask_form},
    cookie,
    form::{needs_another_look, new_password_field, password_problem, posted, user_agent},
    frame::{Place, entry_page},
    said::Said,
    session::session,
};
use crate::{
    answer,
    error_page::PageError,
    form::{Fault, reveal_passwords},
    layout::{page, shop},
    posted::PostedForm,
};

/// What the link is for, and the form that does it.
#[component]
pub(crate) fn LinkPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token"));
    page(opened(token))
}

async fn opened(token: Option<String>) -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let shop = shop();
    let Some(token) = token.as_deref().and_then(LinkToken::parse) else {
        return Ok(Either::Left(ended(t).await?));
    };
    let Some(link) = shop.open_link(&token).await? else {
        return Ok(Either::Left(ended(t).await?));
    };
    let fault = match posted() {
        None => Fault::default(),
        Some(form) => match use_up(t, &token, &link, &form).await? {
            Some(fault) => fault,
            None => return Ok(Either::Left(ended(t).await?)),
        },
    };
    Ok(Either::Right(form(t, &link, fault)))
}

/// Does what the link is for, and leads on; else says what is wrong with the password, or nothing if the link has ended.
async fn use_up(
    t: Locale,
    token: &LinkToken,
    link: &Link,
    form: &PostedForm,
) -> Result<Option<Fault>, PageError> {
    let (shop, agent, old) = (shop(), user_agent(), cookie::read());
    let typed = form.get("new_password");
    if typed.is_empty() && link.purpose != LinkPurpose::Email {
        needs_another_look();
        return Ok(Some(Fault::only(t.account_error_missing_new_password())));
    }
    let password = Password::typed(typed);
    let (went, said) = match link.purpose {
        LinkPurpose::Email => {
            return match shop.change_email(token).await? {
                EmailChange::Changed(_) => {
                    let to = Said::EmailChanged.at(Place::Settings.path());
                    Err(PageError::see_other(&to))
                }
                EmailChange::LinkEnded => Ok(None),
            };
        }
        LinkPurpose::Register => (
            shop.finish_registration(token, &password, t.tag(), &agent, old.as_ref())
                .await?,
            Said::Registered,
        ),
        LinkPurpose::Reset => (
            shop.reset_password(token, &password, &agent, old.as_ref())
                .await?,
            Said::PasswordSet,
        ),
    };
    match went {
        PasswordSet::In(key, _) => {
            cookie::keep(&key);
            Err(PageError::see_other(&said.at(Place::Overview.path())))
        }
        PasswordSet::Refused(problem) => {
            needs_another_look();
            Ok(Some(password_problem(t, problem)))
        }
        PasswordSet::LinkEnded => Ok(None),
    }
}

fn form(t: Locale, link: &Link, fault: Fault) -> impl IntoView + use<> {
    let email = link.email.as_str().to_owned();
    let (title, text, button) = match link.purpose {
        LinkPurpose::Register => (
            t.account_link_register_title(),
            t.account_link_register_text(&email),
            t.account_link_register_button(),
        ),
        LinkPurpose::Reset => (
            t.account_link_reset_title(),
            t.account_link_reset_text(&email),
            t.account_link_reset_button(),
        ),
        LinkPurpose::Email => (
            t.account_link_email_title(),
            t.account_link_email_text(&email),
            t.account_link_email_button(),
        ),
    };
    let password = (link.purpose != LinkPurpose::Email).then(|| {
        view! {
            // For password managers, which keep a password together with a name.
            <input type="email" autocomplete="username" value=email readonly hidden />
            {new_password_field(t, fault)}
            {reveal_passwords(t)}
        }
    });
    entry_page(
        t,
        title,
        view! {
            <p>{text}</p>
            // Without an action it is posted to its own address, which is a secret that need not be written down once more.
            <form class="panel form" method="post" novalidate>
                {password}
                <button class="button primary wide" type="submit">
                    {button}
                </button>
            </form>
        },
    )
}

/// The page of a link that was used, is too old, or never was: these are one to whoever asks. Who is logged in has most likely
/// opened it a second time, and needs no way in.
async fn ended(t: Locale) -> Result<impl IntoView, PageError> {
    answer::set_status(StatusCode::GONE);
    let content = if session().await?.is_some() {
        Either::Left(view! {
            <p>{t.account_link_ended_inside()}</p>
            <p>
                <a class="button primary" href=Place::Overview.path()>
                    {t.account_title()}
                </a>
            </p>
        })
    } else {
        Either::Right(view! {
            <p>{t.account_link_ended_text()}</p>
            {ask_form(
                t,
                Purpose::Reset,
                t.account_link_ended_button(),
                String::new(),
                Fault::default(),
            )}
            <p class="quiet">
                {t.account_have_one()} " " <a href="/account/login">{t.account_to_log_in()}</a>
            </p>
        })
    };
    Ok(entry_page(t, t.account_link_ended_title(), content))
}
