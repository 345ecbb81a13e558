//! One call of an operation: who calls, with what, on which state.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::authentication::KeyKind;
use super::error::ApiError;
use crate::store::{Document, HasTable, State};

/// One call of an operation.
pub(crate) struct Call<'a> {
    /// What the sandbox knows.
    pub(crate) state: &'a mut State,
    /// Where the sandbox is reached, without a slash at the end.
    pub(crate) base_url: &'a str,
    /// Which key the caller holds.
    pub(crate) key: KeyKind,
    /// Seconds since 1970.
    pub(crate) now: i64,
    /// The id in the path, empty if it has none.
    pub(crate) id: &'a str,
    /// The checked parameters.
    pub(crate) parameters: Value,
}

impl<'a> Call<'a> {
    /// A call that the sandbox makes itself, with parameters that it knows to be right.
    pub(crate) fn inside(
        state: &'a mut State,
        base_url: &'a str,
        id: &'a str,
        parameters: Value,
    ) -> Self {
        Self {
            now: state.now(),
            state,
            base_url,
            key: KeyKind::Secret,
            id,
            parameters,
        }
    }

    /// The checked parameters as a type of the operation's own.
    pub(crate) fn parameters<T: DeserializeOwned>(&mut self) -> Result<T, ApiError> {
        serde_json::from_value(std::mem::take(&mut self.parameters)).map_err(|error| {
            tracing::error!(%error, "a checked parameter does not fit its operation");
            ApiError::internal()
        })
    }

    /// The object that the path names, or 404.
    pub(crate) fn named<T: Document + Clone>(&self, kind: &str, param: &str) -> Result<T, ApiError>
    where
        State: HasTable<T>,
    {
        self.state
            .get(self.id)
            .ok_or_else(|| ApiError::missing(kind, self.id, param))
    }
}

/// Sets a field to a parameter, if it was given; the empty string unsets.
pub(crate) fn assign(field: &mut Option<String>, given: Option<String>) {
    if let Some(given) = given {
        *field = Some(given).filter(|given| !given.is_empty());
    }
}
