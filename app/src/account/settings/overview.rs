//! The settings as they stand, and the sessions.

use leptos::prelude::*;
use shop::accounts::{AccountId, Session, SessionEntry};
use words::Locale;

use super::{DELETE, EMAIL, PASSWORD, device::device};
use crate::{
    account::{
        cookie,
        form::posted,
        frame::{Place, account_page},
        next::LOG_IN,
        said::Said,
        session::required,
    },
    error_page::PageError,
    layout::{page, shop},
    moment::Moment,
    posted::PostedForm,
};

/// E-mail address, password, sessions, and the ways out.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    page(settings())
}

async fn settings() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let session = required().await?;
    if let Some(form) = posted() {
        return Err(end_sessions(&session, &form).await?);
    }
    let sessions = shop().sessions(&session.account.id).await?;
    let several = sessions.len() > 1;
    let sessions = sessions
        .into_iter()
        .map(|entry| session_item(t, entry, &session.handle))
        .collect_view();
    let change = |path, label| {
        view! {
            <a class="button small" href=path>
                {label}
            </a>
        }
    };
    let content = view! {
        <section class="panel rows" aria-label=t.account_settings_access()>
            <dl class="facts">
                <div>
                    <dt>{t.checkout_email()}</dt>
                    <dd>{session.account.email.as_str().to_owned()}</dd>
                </div>
            </dl>
            {change(EMAIL, t.account_change_email())}
            <dl class="facts">
                <div>
                    <dt>{t.account_password()}</dt>
                    <dd>{t.account_password_unseen()}</dd>
                </div>
            </dl>
            {change(PASSWORD, t.account_change_password())}
        </section>
        <section class="panel" aria-labelledby="sessions">
            <h2 id="sessions">{t.account_sessions()}</h2>
            <ul class="entries">{sessions}</ul>
            {several
                .then(|| {
                    view! {
                        <form method="post" action=Place::Settings.path()>
                            <button class="button small" name="end" value=OTHERS>
                                {t.account_sessions_end_others()}
                            </button>
                        </form>
                    }
                })}
        </section>
        <section class="panel form" aria-labelledby="data">
            <h2 id="data">{t.account_data()}</h2>
            <p>{t.account_data_text()}</p>
            <form method="post" action="/account/settings/data">
                <button class="button" type="submit">
                    {t.account_data_download()}
                </button>
            </form>
            <p>
                <a href=DELETE>{t.account_delete()}</a>
            </p>
        </section>
    };
    Ok(account_page(
        t,
        Place::Settings,
        t.account_nav_settings(),
        content,
    ))
}

/// What the button for all sessions but this one sends instead of a session's name.
const OTHERS: &str = "others";

async fn end_sessions(session: &Session, form: &PostedForm) -> Result<PageError, PageError> {
    let account: &AccountId = &session.account.id;
    let end = form.get("end");
    if end == session.handle {
        shop().end_session(account, end).await?;
        cookie::forget();
        return Ok(PageError::see_other(&Said::LoggedOut.at(LOG_IN)));
    }
    let said = match (end, cookie::read()) {
        (OTHERS, Some(key)) => {
            shop().end_other_sessions(account, &key).await?;
            Said::OthersEnded
        }
        _ => {
            // One that has ended already is what was wanted, too.
            shop().end_session(account, end).await?;
            Said::SessionEnded
        }
    };
    Ok(PageError::see_other(&said.at(Place::Settings.path())))
}

fn session_item(t: Locale, entry: SessionEntry, current: &str) -> impl IntoView + use<> {
    let Moment { machine, human } = Moment::to_the_minute(entry.seen_at);
    let device = device(t, &entry.user_agent);
    let is_this = entry.handle == current;
    let label = t.account_session_end_of(&device);
    view! {
        <li>
            <div>
                <p>
                    <strong>{device}</strong>
                </p>
                <p class="quiet">
                    {if is_this {
                        t.account_session_this().into_any()
                    } else {
                        view! {
                            {t.account_session_seen()}
                            " "
                            <time datetime=machine>{human}</time>
                        }
                            .into_any()
                    }}
                </p>
            </div>
            <form method="post" action=Place::Settings.path()>
                <button class="button small" name="end" value=entry.handle aria-label=label>
                    {t.account_log_out()}
                </button>
            </form>
        </li>
    }
}
