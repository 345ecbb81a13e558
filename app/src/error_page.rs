//! Pages for what is not there and what went wrong, with ways on: search and categories.

use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shop::StoreError;
use words::Locale;

use crate::{
    catalogue::{SearchBox, category_grid},
    layout::{Canonical, PageHead, page, shop},
};

/// Why a page cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageError {
    /// There is nothing at this address.
    NotFound,
    /// The shop could not be read; it may work in a moment.
    Failed,
}

/// Logs the store's words, which are not for customers.
impl From<StoreError> for PageError {
    fn from(error: StoreError) -> PageError {
        tracing::error!(%error, "a page could not be read from the store");
        PageError::Failed
    }
}

impl PageError {
    fn status_code(self) -> StatusCode {
        match self {
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page that explains it; the answer gets the status that belongs to it.
    pub(crate) async fn into_page(self) -> impl IntoView {
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(self.status_code());
        }
        let words = Locale::default();
        let (title, text) = match self {
            PageError::NotFound => (
                words.errors_not_found_title(),
                words.errors_not_found_text(),
            ),
            PageError::Failed => (words.errors_failed_title(), words.errors_failed_text()),
        };
        // When the store is what failed, this page must not need it.
        let categories = match self {
            PageError::NotFound => shop().categories().await.unwrap_or_default(),
            PageError::Failed => Vec::new(),
        };
        view! {
            <PageHead title description=text canonical=Canonical::Unlisted />
            <div class="wrap error-page">
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {match self {
                    PageError::NotFound => view! { <SearchBox large=true /> }.into_any(),
                    PageError::Failed => {
                        view! {
                            <p class="actions">
                                <a class="button primary" href="">
                                    {words.errors_try_again()}
                                </a>
                                <a class="button" href="/">
                                    {words.errors_to_home()}
                                </a>
                            </p>
                        }
                            .into_any()
                    }
                }}
                {category_grid(categories)}
            </div>
        }
    }
}

/// The page at an address that has none.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    page::<()>(async { Err(PageError::NotFound) })
}
