//! `Idempotency-Key`: the first answer is kept and given again.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, StatusCode};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::authentication::KeyKind;
use super::error::ApiError;
use crate::store::Document;

/// The longest key, in characters.
const MAX_LENGTH: usize = 255;

/// The answer that a key got.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// The kind of API key and the idempotency key: the two make it unique.
    id: String,
    /// Hash of method, path and parameters.
    fingerprint: String,
    /// When it was kept, in seconds since 1970.
    pub(crate) created: i64,
    pub(crate) request_id: String,
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Document for Remembered {
    const KIND: &'static str = "idempotency_key";
    const FOR_EACH_PAYMENT: usize = 4;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Remembered {
    /// The id of what is remembered of a caller's idempotency key.
    pub(crate) fn id_of(caller: KeyKind, key: &str) -> String {
        format!("{}:{key}", caller.as_str())
    }
}

/// The key of a request and what it was used for.
#[derive(Debug, Clone)]
pub(crate) struct IdempotencyKey {
    key: String,
    id: String,
    fingerprint: String,
}

impl IdempotencyKey {
    /// The key that the headers carry, if any.
    pub(crate) fn of(
        headers: &HeaderMap,
        caller: KeyKind,
        path: &str,
        form: &Map<String, Value>,
    ) -> Result<Option<Self>, ApiError> {
        let Some(key) = headers.get("idempotency-key") else {
            return Ok(None);
        };
        let refused = || {
            ApiError::idempotency(
                StatusCode::BAD_REQUEST,
                format!("Idempotency keys must be text of at most {MAX_LENGTH} characters"),
            )
        };
        let key = key.to_str().map_err(|_| refused())?;
        if key.is_empty() || key.len() > MAX_LENGTH {
            return Err(refused());
        }
        let mut hash = Sha256::new();
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(serde_json::to_vec(form).map_err(|_| ApiError::internal())?);
        Ok(Some(Self {
            key: key.to_owned(),
            id: Remembered::id_of(caller, key),
            fingerprint: HEXLOWER.encode(&hash.finalize()),
        }))
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Checks that the key is used for what it was first used for.
    pub(crate) fn check(&self, remembered: &Remembered) -> Result<(), ApiError> {
        if remembered.fingerprint == self.fingerprint {
            return Ok(());
        }
        Err(ApiError::idempotency(
            StatusCode::BAD_REQUEST,
            format!(
                "Keys for idempotent requests can only be used with the same parameters they were \
                 first used with. Try using a key other than '{}' if you meant to execute a \
                 different request.",
                self.key
            ),
        ))
    }

    /// The answer, to be kept.
    pub(crate) fn remember(
        &self,
        created: i64,
        request_id: &str,
        status: StatusCode,
        body: &str,
    ) -> Remembered {
        Remembered {
            id: self.id.clone(),
            fingerprint: self.fingerprint.clone(),
            created,
            request_id: request_id.to_owned(),
            status: status.as_u16(),
            body: body.to_owned(),
        }
    }
}

/// The keys whose first request is still running.
#[derive(Debug, Clone, Default)]
pub(crate) struct InFlight(Arc<Mutex<HashSet<String>>>);

/// Holds a key until its request has been answered.
#[derive(Debug)]
#[must_use = "the key is free again as soon as this is dropped"]
pub(crate) struct Running {
    keys: InFlight,
    id: String,
}

impl InFlight {
    /// Takes the key, or refuses with 409 if a request with it is running.
    pub(crate) fn take(&self, key: &IdempotencyKey) -> Result<Running, ApiError> {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.insert(key.id.clone()) {
            return Ok(Running {
                keys: self.clone(),
                id: key.id.clone(),
            });
        }
        Err(ApiError::idempotency(
            StatusCode::CONFLICT,
            format!(
                "There is currently another in-progress request using this Idempotency Key ({}). \
                 Please try again later.",
                key.key
            ),
        )
        .with("code", "idempotency_key_in_use"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.keys
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn key(headers: &[(&'static str, &str)], path: &str) -> IdempotencyKey {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        IdempotencyKey::of(&headers, KeyKind::Secret, path, &Map::new())
            .unwrap()
            .unwrap()
    }

    #[test]
    fn a_key_is_in_use_until_its_request_is_answered() {
        let in_flight = InFlight::default();
        let key = key(&[("idempotency-key", "k")], "/v1/refunds");
        let first = in_flight.take(&key).unwrap();
        let second = in_flight.take(&key).unwrap_err();
        assert_eq!(second.status(), StatusCode::CONFLICT);
        assert_eq!(second.body()["error"]["code"], "idempotency_key_in_use");
        drop(first);
        assert!(in_flight.take(&key).is_ok());
    }

    #[test]
    fn a_key_belongs_to_its_path() {
        let headers = [("idempotency-key", "k")];
        let remembered = key(&headers, "/v1/refunds").remember(0, "req_1", StatusCode::OK, "{}");
        assert!(key(&headers, "/v1/refunds").check(&remembered).is_ok());
        assert!(key(&headers, "/v1/tokens").check(&remembered).is_err());
    }
}
