//! Calling an operation from inside the sandbox, by its form as any caller does.

use serde_json::Value;

use super::answer::execute;
use super::authentication::KeyKind;
use super::error::ApiError;
use super::operations::operation;
use super::{form, parameters};
use crate::store::State;

/// Runs an operation as a server that holds the secret key: `name` as in the list of operations,
/// `id` the one in its path. An error leaves behind what the operation changed, for a card that was
/// declined.
pub(crate) fn perform(
    state: &mut State,
    name: &str,
    id: &str,
    form: &[(&str, &str)],
) -> Result<Value, ApiError> {
    let (method, path) = name.split_once(' ').unwrap_or_default();
    let operation = operation(name).ok_or_else(|| ApiError::unknown_path(method, path))?;
    let encoded = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish();
    let parameters = parameters::check(name, form::decode(encoded.as_bytes())?)?;
    let (base_url, now) = (state.base_url().to_owned(), state.now());
    let key = KeyKind::Secret;
    execute(operation, state, &base_url, key, now, id, parameters)
}
