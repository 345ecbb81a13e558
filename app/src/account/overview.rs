//! The first page of an account.

use leptos::prelude::*;
use words::Locale;

use super::{
    frame::{Place, account_page},
    session::required,
};
use crate::{error_page::PageError, layout::page, moment::Moment};

/// Whose account it is, and what is new in it.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    page(account())
}

async fn account() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let session = required().await?;
    let email = session.account.email.as_str();
    let Moment { machine, human } = Moment::day(session.account.created_at);
    let content = view! {
        <p>{t.account_overview_who(&email)}</p>
        <p class="quiet">
            {t.account_overview_since()} " " <time datetime=machine>{human}</time>
        </p>
    };
    Ok(account_page(t, Place::Overview, t.account_title(), content))
}
