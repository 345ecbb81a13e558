//! `POST /_sandbox/clock/advance`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as With;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, read, run};
use crate::sandbox::Shared;
use crate::store::State;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    seconds: u32,
}

/// Puts the clock forward, and answers once all that falls due on the way is done, each at its
/// time. Deliveries that fall due are sent right after.
pub(super) async fn advance(With(shared): With<Arc<Shared>>, body: Bytes) -> Answer {
    let Body { seconds } = read(&body)?;
    let target = shared.clock.now().saturating_add(seconds.into());
    loop {
        let due = run(&shared, State::run_due).await?;
        let next = due.map_or(target, |due| due.min(target));
        let ahead = next.saturating_sub(shared.clock.now());
        if ahead <= 0 {
            break;
        }
        shared
            .clock
            .advance(u32::try_from(ahead).unwrap_or(u32::MAX));
    }
    shared.store.clock_moved();
    Ok(Json(json!({ "now": shared.clock.now() })))
}
