//! The order at an address.

use http::StatusCode;
use leptos::prelude::*;
use shop::orders::{OrderToken, OrderView};
use words::Locale;

use crate::{
    answer,
    error_page::PageError,
    layout::{Canonical, PageHead, shop},
};

/// The order whose token stands in the address.
pub(super) async fn order_at(token: Option<String>) -> Result<Option<OrderView>, PageError> {
    let token: Option<OrderToken> = token.and_then(|token| token.parse().ok());
    Ok(match &token {
        Some(token) => shop().order(token).await?,
        None => None,
    })
}

/// What is shown where there is none.
pub(super) fn no_order(t: Locale) -> impl IntoView {
    answer::set_status(StatusCode::NOT_FOUND);
    view! {
        <PageHead
            title=t.order_not_found_title()
            description=t.order_not_found_text()
            canonical=Canonical::Unlisted
        />
        <div class="wrap narrow stack">
            <h1>{t.order_not_found_title()}</h1>
            <p>{t.order_not_found_text()}</p>
            <p>
                <a class="button" href="/">
                    {t.order_to_shop()}
                </a>
            </p>
        </div>
    }
}
