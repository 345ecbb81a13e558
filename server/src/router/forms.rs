//! Forms that the browser itself posts to the address of a page: the page answers them.

use app::{PostedForm, TooMany, account::is_account_page, checkout::PostedCheckout};
use axum::{
    Form, Router,
    body::Body,
    extract::{FromRequest, Request, State},
    response::{IntoResponse, Response},
    routing::post,
};
use leptos_axum::AxumRouteListing;
use serde::de::DeserializeOwned;

use super::{account_data, page::Pages, to_its_end::to_its_end};
use crate::security::Refused;

/// Routes of the pages that answer forms.
pub(super) fn routes(pages: &Pages, listings: &[AxumRouteListing]) -> Router {
    let mut router = Router::new()
        .route("/checkout", post(checkout))
        .route("/account/settings/data", post(account_data::download));
    for listing in listings {
        if is_account_page(listing.path()) {
            router = router.route(listing.path(), post(account));
        }
    }
    router.with_state(pages.clone())
}

/// `POST /checkout`
async fn checkout(State(pages): State<Pages>, request: Request) -> Response {
    match read::<PostedCheckout>(request).await {
        Ok((request, form)) => to_its_end(pages.render_posted(request, form)).await,
        Err(refusal) => refusal,
    }
}

/// `POST` to a page of the account.
async fn account(State(pages): State<Pages>, request: Request) -> Response {
    if let Some(Refused { wait }) = request.extensions().get() {
        let seconds = wait.as_secs() + 1;
        return pages.render_posted(request, TooMany { seconds }).await;
    }
    match read::<Vec<(String, String)>>(request).await {
        Ok((request, fields)) => {
            to_its_end(pages.render_posted(request, PostedForm::new(fields))).await
        }
        Err(refusal) => refusal,
    }
}

/// The form in a request's body, and the request without it.
async fn read<F: DeserializeOwned>(request: Request) -> Result<(Request, F), Response> {
    let (parts, body) = request.into_parts();
    let form = Request::from_parts(parts.clone(), body);
    let Form(form) = Form::<F>::from_request(form, &())
        .await
        .map_err(IntoResponse::into_response)?;
    Ok((Request::from_parts(parts, Body::empty()), form))
}
