//! Logging out.

use leptos::prelude::*;

use super::{cookie, form::posted, frame::Place, next::LOG_IN, said::Said};
use crate::{
    error_page::PageError,
    layout::{page, shop},
};

/// Ends the session when it is posted to; a link that leads here changes nothing.
#[component]
pub(crate) fn LogOutPage() -> impl IntoView {
    page(log_out())
}

async fn log_out() -> Result<(), PageError> {
    if posted().is_none() {
        return Err(PageError::see_other(Place::Overview.path()));
    }
    if let Some(key) = cookie::read() {
        shop().log_out(&key).await?;
        cookie::forget();
    }
    Err(PageError::see_other(&Said::LoggedOut.at(LOG_IN)))
}
