//! What the shop keeps of an account, as a file for its owner.

use app::{
    TooMany,
    account::{LOG_IN, session_key},
};
use axum::{
    Json,
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, LOCATION},
    },
    response::{IntoResponse, Response},
};
use shop::{Shop, StoreError, accounts::SessionKey};

use super::page::Pages;
use crate::security::Refused;

/// `POST /account/settings/data`
pub(super) async fn download(State(pages): State<Pages>, request: Request) -> Response {
    if let Some(Refused { wait }) = request.extensions().get() {
        let seconds = wait.as_secs() + 1;
        return pages.render_posted(request, TooMany { seconds }).await;
    }
    let key = session_key(request.headers(), pages.site());
    match export(pages.shop(), key).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "an account's data could not be read");
            super::limits::broken()
        }
    }
}

async fn export(shop: &Shop, key: Option<SessionKey>) -> Result<Response, StoreError> {
    let session = match key {
        Some(key) => shop.session(&key).await?,
        None => None,
    };
    let export = match session {
        Some(session) => shop.export_account(&session.account).await?,
        None => None,
    };
    let Some(export) = export else {
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, LOG_IN)]).into_response());
    };
    let headers = [
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"my-data.json\""),
        ),
    ];
    Ok((headers, Json(export)).into_response())
}
