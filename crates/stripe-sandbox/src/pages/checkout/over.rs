//! The page of a session that is over, or that never was.

use super::page::document;
use crate::checkout_sessions::CheckoutSession;
use crate::pages::html::{Markup, html};

/// There is no such session.
pub(super) fn unknown() -> Markup {
    over(
        "This page is not here",
        "The address of a payment is long: check that none of it is missing.",
        None,
    )
}

/// It has been paid.
pub(super) fn complete(session: &CheckoutSession, merchant: &str) -> Markup {
    let link = link(&session.success_url(), &format!("Continue to {merchant}"));
    over(
        "You’re all done here",
        "This payment has been made already.",
        Some(link),
    )
}

/// Nobody paid in time, or the shop took it back.
pub(super) fn expired(session: &CheckoutSession, merchant: &str) -> Markup {
    let link = session
        .cancel_url
        .as_ref()
        .map(|url| link(url, &format!("Back to {merchant}")));
    over(
        "This page has expired",
        "Its time is over and nothing was paid. Start again from the shop.",
        link,
    )
}

fn link(url: &str, text: &str) -> Markup {
    html!(r#"<a class="pay" href="{}">{}</a>"#, url, text)
}

fn over(heading: &str, explanation: &str, link: Option<Markup>) -> Markup {
    document(
        heading,
        &html!(
            r#"<main class="over"><h1>{}</h1><p>{}</p>{}</main>"#,
            heading,
            explanation,
            link
        ),
    )
}
