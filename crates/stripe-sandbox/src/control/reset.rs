//! `POST /_sandbox/reset`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::json;

use super::{Answer, run};
use crate::sandbox::Shared;
use crate::settings::Settings;
use crate::webhooks::DeliveryRules;

/// Takes back what tests have asked for: faults, delays, rules for deliveries, settings. Objects
/// stay, held deliveries stay held, and the clock does not go back.
pub(super) async fn reset(State(shared): State<Arc<Shared>>) -> Answer {
    shared.faults.clear();
    run(&shared, |state| {
        DeliveryRules::set(state, Vec::new());
        *state.settings_mut() = Settings::of(&shared.config);
    })
    .await?;
    Ok(Json(json!({})))
}
