//! Who is logged in.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shop::{
    Shop, StoreError,
    accounts::{Account, Session},
};

use super::{cookie, form::posted, next::Next, said::Said};
use crate::error_page::PageError;

/// What was found of the session of one request, once somebody asked. The server provides an empty one as context.
#[derive(Debug, Clone, Default)]
pub struct CurrentSession(Arc<Mutex<Option<Option<Session>>>>);

impl CurrentSession {
    fn get(&self) -> Option<Option<Session>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, session: Option<Session>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(session);
    }
}

/// The caller's session, in pages and in server functions; none for guests. The store is asked once a request.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn session() -> Result<Option<Session>, StoreError> {
    let current = expect_context::<CurrentSession>();
    if let Some(session) = current.get() {
        return Ok(session);
    }
    let session = match cookie::read() {
        Some(key) => expect_context::<Shop>().session(&key).await?,
        None => None,
    };
    current.set(session.clone());
    Ok(session)
}

/// The account of who calls, in pages and in server functions; none for guests.
///
/// # Errors
/// When the store cannot be read.
pub(crate) async fn signed_in() -> Result<Option<Account>, StoreError> {
    Ok(session().await?.map(|session| session.account))
}

/// The session of who asks for a page that is for customers with an account only; others are led to log in, and back. Who
/// sent a form is told that nothing came of it.
///
/// # Errors
/// [`PageError::LedOn`] for guests, and when the store cannot be read.
pub(super) async fn required() -> Result<Session, PageError> {
    let path = use_location().pathname.get_untracked();
    if let Some(session) = session().await? {
        return Ok(session);
    }
    Err(match posted() {
        Some(_) => log_in_again(&path),
        None => PageError::see_other(&Next::new(&path).log_in()),
    })
}

/// Leads to the page to log in, which says that nothing came of the form that was sent to `path`, and back.
pub(crate) fn log_in_again(path: &str) -> PageError {
    PageError::see_other(&Said::SessionOver.at(&Next::new(path).log_in()))
}
