//! `POST /_sandbox/settings`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, read, run};
use crate::sandbox::Shared;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    refuse_card_tokens: Option<bool>,
    decline_on_cvc_failure: Option<bool>,
}

/// Changes the settings that are given and answers with all.
pub(super) async fn change(State(shared): State<Arc<Shared>>, body: Bytes) -> Answer {
    let body: Body = read(&body)?;
    let settings = run(&shared, |state| {
        let settings = state.settings_mut();
        if let Some(refuse) = body.refuse_card_tokens {
            settings.refuse_card_tokens = refuse;
        }
        if let Some(decline) = body.decline_on_cvc_failure {
            settings.decline_on_cvc_failure = decline;
        }
        *settings
    })
    .await?;
    Ok(Json(json!({
        "refuse_card_tokens": settings.refuse_card_tokens,
        "decline_on_cvc_failure": settings.decline_on_cvc_failure,
    })))
}
