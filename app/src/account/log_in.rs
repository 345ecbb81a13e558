//! Logging in.

use http::StatusCode;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use shop::accounts::{LogIn, Password};
use words::Locale;

use super::{
    carried::Carried,
    cookie,
    form::{
        current_password_field, email_field, email_of, needs_another_look, posted, problem,
        too_many_tries, user_agent,
    },
    frame::entry_page,
    next::{LOG_IN, Next},
    session::session,
};
use crate::{
    answer,
    error_page::PageError,
    form::{Fault, reveal_passwords},
    layout::{page, shop},
    posted::PostedForm,
};

/// The page to log in.
#[component]
pub(crate) fn LogInPage() -> impl IntoView {
    let asked = use_query_map()
        .get_untracked()
        .get("next")
        .unwrap_or_default();
    page(log_in(Next::new(&asked)))
}

/// Logging in instead of the page that was to take an address: nobody was logged in any more when it was sent.
pub(super) fn log_in_to_send(t: Locale, form: &PostedForm) -> impl IntoView + use<> {
    answer::set_status(StatusCode::FORBIDDEN);
    let next = Next::new(&use_location().pathname.get_untracked());
    let shown = Shown {
        problem: Some(t.account_error_log_in_to_send().to_owned()),
        carried: Carried::of(form, &next),
        ..Shown::new(next)
    };
    entry_page(t, t.account_log_in_title(), view(t, shown))
}

/// The form, as it is shown.
struct Shown {
    next: Next,
    carried: Carried,
    email: String,
    email_fault: Fault,
    password_fault: Fault,
    problem: Option<String>,
}

impl Shown {
    /// Empty, and leading on to there.
    fn new(next: Next) -> Shown {
        Shown {
            next,
            carried: Carried::default(),
            email: String::new(),
            email_fault: Fault::default(),
            password_fault: Fault::default(),
            problem: None,
        }
    }
}

async fn log_in(next: Next) -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let shown = match posted() {
        Some(form) => answer(t, &form).await?,
        None if session().await?.is_some() => return Err(PageError::see_other(next.as_str())),
        None => Shown::new(next),
    };
    Ok(entry_page(t, t.account_log_in_title(), view(t, shown)))
}

async fn answer(t: Locale, form: &PostedForm) -> Result<Shown, PageError> {
    let next = Next::new(form.get("next"));
    let mut shown = Shown {
        carried: Carried::of(form, &next),
        email: form.get("email").to_owned(),
        ..Shown::new(next)
    };
    needs_another_look();
    let email = match email_of(t, form) {
        Ok(email) => email,
        Err(fault) => {
            shown.email_fault = fault;
            return Ok(shown);
        }
    };
    if form.get("password").is_empty() {
        shown.password_fault = Fault::only(t.account_error_missing_password());
        return Ok(shown);
    }
    let password = Password::typed(form.get("password"));
    let old = cookie::read();
    let went = shop()
        .log_in(&email, &password, &user_agent(), old.as_ref())
        .await?;
    match went {
        LogIn::In(key, _) => {
            cookie::keep(&key);
            let next = shown.next.as_str();
            return Err(match shown.carried.is_empty() {
                true => PageError::see_other(next),
                false => PageError::send_on_to(next),
            });
        }
        LogIn::Wrong => shown.password_fault = Fault::only(t.account_error_wrong()),
        LogIn::TooMany { seconds } => shown.problem = Some(too_many_tries(t, seconds)),
    }
    Ok(shown)
}

fn view(t: Locale, shown: Shown) -> impl IntoView {
    view! {
        {problem(shown.problem)}
        <form class="panel form" method="post" action=LOG_IN novalidate>
            <input type="hidden" name="next" value=shown.next.as_str().to_owned() />
            {shown.carried.fields()}
            {email_field(t.checkout_email(), "username", shown.email, shown.email_fault)}
            {current_password_field("password", t.account_password(), shown.password_fault)}
            {reveal_passwords(t)}
            <button class="button primary wide" type="submit">
                {t.account_log_in()}
            </button>
            <p>
                <a href="/account/forgot">{t.account_to_forgot()}</a>
            </p>
        </form>
        <section class="aside" aria-labelledby="new-here">
            <h2 id="new-here">{t.account_new_here()}</h2>
            <p>{t.account_new_here_text()}</p>
            <p>
                <a class="button" href="/account/register">
                    {t.account_register()}
                </a>
            </p>
        </section>
    }
}
