//! What a page tells the browser besides its HTML: where to go on, or that a form needs another look.

use http::{
    HeaderValue, StatusCode,
    header::{LOCATION, RETRY_AFTER},
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Has the response lead there; nothing for what cannot be an address.
pub(crate) fn lead_to(address: &str) -> Option<()> {
    let response = use_context::<ResponseOptions>()?;
    response.insert_header(LOCATION, HeaderValue::from_str(address).ok()?);
    response.set_status(StatusCode::SEE_OTHER);
    Some(())
}

/// Has the form be sent there once more, as it is; nothing for what cannot be an address.
pub(crate) fn send_on_to(address: &str) -> Option<()> {
    lead_to(address)?;
    set_status(StatusCode::TEMPORARY_REDIRECT);
    Some(())
}

/// Sets the status that the page is answered with.
pub(crate) fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Says when to come back.
pub(crate) fn set_retry_after(seconds: u64) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
    }
}
