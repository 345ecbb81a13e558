//! What every page has around it.

use axum::response::Html;

use crate::pages::html::{Markup, html};

/// A part of the dashboard that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Overview,
    Payments,
    Checkout,
    Customers,
    Events,
    Webhooks,
}

const SECTIONS: &[(Section, &str, &str)] = &[
    (Section::Overview, "/", "Overview"),
    (Section::Payments, "/payments", "Payments"),
    (Section::Checkout, "/checkout-sessions", "Checkout"),
    (Section::Customers, "/customers", "Customers"),
    (Section::Events, "/events", "Events"),
    (Section::Webhooks, "/webhooks", "Webhooks"),
];

impl Section {
    /// The address of its first page.
    pub(super) fn path(self) -> &'static str {
        SECTIONS
            .iter()
            .find(|(section, ..)| *section == self)
            .map_or("/", |(_, path, _)| path)
    }
}

/// A whole page. Its `<main>` is kept up to date by the script, if scripts run.
pub(super) fn page(title: &str, section: Option<Section>, body: &Markup) -> Html<String> {
    whole(title, section, "", body)
}

/// The page of what was searched for, which stays in the search box.
pub(super) fn page_of_search(title: &str, query: &str, body: &Markup) -> Html<String> {
    whole(title, None, query, body)
}

fn whole(title: &str, section: Option<Section>, query: &str, body: &Markup) -> Html<String> {
    let links: Markup = SECTIONS
        .iter()
        .map(|(this, path, name)| {
            let current = (section == Some(*this)).then(|| html!(" aria-current=\"page\""));
            html!("<li><a href=\"{}\"{}>{}</a></li>", path, current, name)
        })
        .collect();
    let page = html!(
        r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{} · Stripe sandbox</title>
<link rel="icon" href="/dashboard.svg" type="image/svg+xml">
<link rel="stylesheet" href="/dashboard.css">
<script src="/dashboard.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
<a class="brand" href="/">Stripe sandbox</a>
<button id="live" type="button" aria-pressed="true" hidden>Live</button>
<nav aria-label="Main"><ul>{}</ul></nav>
<form class="search" role="search" action="/search">
<input type="search" name="q" value="{}" aria-label="Search by id, e-mail or metadata" placeholder="Id, e-mail, metadata" autocomplete="off" spellcheck="false">
<button>Search</button>
</form>
</header>
<main id="main" tabindex="-1">
{}
</main>
<footer><p>Test data on this machine; no card is charged. Times are UTC.</p><p id="status" role="status"></p></footer>
</body>
</html>
"##,
        title,
        links,
        query,
        body,
    );
    Html(page.into_string())
}
