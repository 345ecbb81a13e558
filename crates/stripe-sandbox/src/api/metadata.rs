//! The `metadata` that callers attach to objects.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::ApiError;

/// What an object carries for its caller.
pub(crate) type Metadata = BTreeMap<String, String>;

/// How many keys an object may carry, and how long they and their values may be.
const MAX_KEYS: usize = 50;
const MAX_KEY_LENGTH: usize = 40;
const MAX_VALUE_LENGTH: usize = 500;

/// The parameter: merged into what is there, where an empty value removes its key and an empty
/// string in place of all removes everything.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum MetadataChange {
    Merge(Metadata),
    Clear(String),
}

impl MetadataChange {
    /// Applies the change, unless the result would be larger than Stripe allows.
    pub(crate) fn apply(self, metadata: &mut Metadata) -> Result<(), ApiError> {
        let changes = match self {
            MetadataChange::Merge(changes) => changes,
            MetadataChange::Clear(text) => {
                debug_assert!(
                    text.is_empty(),
                    "the list of parameters allows nothing else"
                );
                metadata.clear();
                return Ok(());
            }
        };
        for (key, value) in changes {
            let param = format!("metadata[{key}]");
            if key.chars().count() > MAX_KEY_LENGTH {
                let message = format!("Metadata keys can have up to {MAX_KEY_LENGTH} characters");
                return Err(ApiError::parameter(&param, message));
            }
            if value.chars().count() > MAX_VALUE_LENGTH {
                let message =
                    format!("Metadata values can have up to {MAX_VALUE_LENGTH} characters");
                return Err(ApiError::parameter(&param, message));
            }
            if value.is_empty() {
                metadata.remove(&key);
            } else {
                metadata.insert(key, value);
            }
        }
        if metadata.len() > MAX_KEYS {
            let message = format!("Metadata can have up to {MAX_KEYS} keys");
            return Err(ApiError::parameter("metadata", message));
        }
        Ok(())
    }
}
