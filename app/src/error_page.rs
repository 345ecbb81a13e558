//! Pages for what is not there and what went wrong, with ways on: search and categories.

use http::StatusCode;
use leptos::{either::Either, prelude::*};
use shop::StoreError;
use words::Locale;

use crate::{
    answer,
    catalogue::{SearchBox, category_grid},
    layout::{Canonical, PageHead, page, shop},
    posted::TooMany,
};

/// Why a page cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageError {
    /// There is nothing at this address.
    NotFound,
    /// The shop could not be read; it may work in a moment.
    Failed,
    /// The visitor sent too many forms.
    TooMany(TooMany),
    /// The response leads on to another page, so that nobody sees this one.
    LedOn,
}

/// Logs the store's words, which are not for customers.
impl From<StoreError> for PageError {
    fn from(error: StoreError) -> PageError {
        tracing::error!(%error, "a page could not be read from the store");
        PageError::Failed
    }
}

impl PageError {
    /// Has the response lead to another page of the site.
    pub(crate) fn see_other(address: &str) -> PageError {
        match answer::lead_to(address) {
            Some(()) => PageError::LedOn,
            None => PageError::NotFound,
        }
    }

    /// Has the browser send the form that it sent here to another page of the site.
    pub(crate) fn send_on_to(address: &str) -> PageError {
        match answer::send_on_to(address) {
            Some(()) => PageError::LedOn,
            None => PageError::NotFound,
        }
    }

    fn set_status(self) {
        match self {
            PageError::NotFound => answer::set_status(StatusCode::NOT_FOUND),
            PageError::Failed => answer::set_status(StatusCode::INTERNAL_SERVER_ERROR),
            PageError::TooMany(TooMany { seconds }) => {
                answer::set_status(StatusCode::TOO_MANY_REQUESTS);
                answer::set_retry_after(seconds);
            }
            PageError::LedOn => {}
        }
    }

    /// The page that explains it; the answer gets the status that belongs to it.
    pub(crate) async fn into_page(self) -> impl IntoView {
        self.set_status();
        let words = Locale::default();
        let (title, text) = match self {
            PageError::NotFound => (
                words.errors_not_found_title(),
                words.errors_not_found_text().to_owned(),
            ),
            PageError::Failed => (
                words.errors_failed_title(),
                words.errors_failed_text().to_owned(),
            ),
            PageError::TooMany(TooMany { seconds }) => (
                words.errors_too_many_title(),
                words.errors_too_many_text(&seconds),
            ),
            PageError::LedOn => return Either::Left(()),
        };
        // When the store is what failed, this page must not need it.
        let categories = match self {
            PageError::NotFound => shop().categories().await.unwrap_or_default(),
            PageError::Failed | PageError::TooMany(_) | PageError::LedOn => Vec::new(),
        };
        Either::Right(view! {
            <PageHead title description=text.clone() canonical=Canonical::Unlisted />
            <div class="wrap error-page">
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {match self {
                    PageError::NotFound => view! { <SearchBox large=true /> }.into_any(),
                    PageError::Failed | PageError::TooMany(_) | PageError::LedOn => {
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
        })
    }
}

/// The page at an address that has none.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    page::<()>(async { Err(PageError::NotFound) })
}
