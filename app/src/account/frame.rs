//! What the pages of an account have around their content.

use leptos::prelude::*;
use words::Locale;

use super::said::said;
use crate::{
    form::send_once,
    layout::{Canonical, PageHead},
};

/// The pages that the account's navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Overview,
    Orders,
    Cards,
    Addresses,
    Settings,
}

impl Place {
    const ALL: [Place; 5] = [
        Place::Overview,
        Place::Orders,
        Place::Cards,
        Place::Addresses,
        Place::Settings,
    ];

    /// Its address.
    pub(super) fn path(self) -> &'static str {
        match self {
            Place::Overview => "/account",
            Place::Orders => "/account/orders",
            Place::Cards => "/account/cards",
            Place::Addresses => "/account/addresses",
            Place::Settings => "/account/settings",
        }
    }

    /// What the navigation calls it.
    pub(super) fn name(self, t: Locale) -> &'static str {
        match self {
            Place::Overview => t.account_nav_overview(),
            Place::Orders => t.account_nav_orders(),
            Place::Cards => t.cards_title(),
            Place::Addresses => t.account_nav_addresses(),
            Place::Settings => t.account_nav_settings(),
        }
    }
}

/// A page for somebody who is logged in: the account's navigation, heading, what was done just now, and the content. `place` is
/// where the page belongs.
pub(super) fn account_page<C: IntoView>(
    t: Locale,
    place: Place,
    title: &'static str,
    content: C,
) -> impl IntoView + use<C> {
    view! {
        {head(t, title)}
        <div class="wrap account">
            {account_nav(t, place)}
            <div class="account-content">
                <h1>{title}</h1>
                {said(t)}
                {content}
            </div>
        </div>
        {send_once()}
    }
}

/// The ways through the account, and out of it.
fn account_nav(t: Locale, place: Place) -> impl IntoView {
    let links = Place::ALL
        .into_iter()
        .map(|to| {
            let current = (to == place).then_some("page");
            view! {
                <li>
                    <a href=to.path() aria-current=current>
                        {to.name(t)}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="account-nav" aria-label=t.account_nav_label()>
            <ul>{links}</ul>
            <form method="post" action="/account/logout">
                <button class="text-button" type="submit">
                    {t.account_log_out()}
                </button>
            </form>
        </nav>
    }
}

/// A page with one form, for somebody who is not logged in.
pub(super) fn entry_page<C: IntoView>(
    t: Locale,
    title: &'static str,
    content: C,
) -> impl IntoView + use<C> {
    view! {
        {head(t, title)}
        <div class="wrap entry">
            <h1>{title}</h1>
            {said(t)}
            {content}
        </div>
        {send_once()}
    }
}

fn head(t: Locale, title: &'static str) -> impl IntoView {
    view! { <PageHead title description=t.account_description() canonical=Canonical::Unlisted /> }
}
