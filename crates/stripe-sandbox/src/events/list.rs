//! `GET /v1/events`.

use serde::Deserialize;
use serde_json::Value;

use super::Event;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::HasTable;
use crate::webhooks;

#[derive(Deserialize)]
struct Parameters {
    #[serde(flatten)]
    page: Page,
    delivery_success: Option<bool>,
    #[serde(rename = "type")]
    kind: Option<String>,
    types: Option<Vec<String>>,
}

/// The events of the account; `type` and the members of `types` may end in `*`.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    if parameters.kind.is_some() && parameters.types.is_some() {
        return Err(ApiError::parameter(
            "types",
            "You may only specify one of these parameters: type, types.",
        ));
    }
    let state = &*call.state;
    let wanted = |event: &Event| {
        parameters
            .kind
            .iter()
            .chain(parameters.types.iter().flatten())
            .any(|pattern| matches(pattern, &event.kind))
            || parameters.kind.is_none() && parameters.types.is_none()
    };
    let delivered = |event: &Event| {
        parameters
            .delivery_success
            .is_none_or(|success| success == (webhooks::pending(state, &event.id) == 0))
    };
    parameters.page.of(
        HasTable::<Event>::table(state),
        "/v1/events",
        |event| event.created,
        |event| wanted(event) && delivered(event),
        |event| event.shape(webhooks::pending(state, &event.id)),
    )
}

/// Whether a type of event is the one asked for, or of its family: `charge.*`, `*`.
pub(crate) fn matches(pattern: &str, kind: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(family) => kind.starts_with(family),
        None => pattern == kind,
    }
}
