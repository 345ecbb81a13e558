//! What went wrong, in the form in which Stripe says it.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

/// A call that did not succeed: the HTTP status and the `error` object of the body.
#[derive(Debug)]
pub(crate) struct ApiError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    status: StatusCode,
    error: Map<String, Value>,
    keeps_changes: bool,
    remembered: bool,
}

impl ApiError {
    fn new(status: StatusCode, kind: &str, message: impl Into<String>) -> Self {
        let mut error = Map::new();
        error.insert("type".to_owned(), kind.into());
        error.insert("message".to_owned(), message.into().into());
        Self(Box::new(Inner {
            status,
            error,
            keeps_changes: false,
            remembered: true,
        }))
    }

    /// 400 `invalid_request_error` from a call that had begun.
    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message)
    }

    /// 400 for a parameter that cannot be right whatever the sandbox holds; such a refusal is not
    /// kept for the idempotency key.
    pub(crate) fn parameter(param: &str, message: impl Into<String>) -> Self {
        Self::invalid_request(message)
            .with("param", param)
            .forgotten()
    }

    /// 404 `resource_missing`: no object of this kind has this id.
    pub(crate) fn missing(kind: &str, id: &str, param: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "invalid_request_error",
            format!("No such {kind}: '{id}'"),
        )
        .with("code", "resource_missing")
        .with("param", param)
    }

    /// 404: nothing answers at this path.
    pub(crate) fn unknown_path(method: &str, path: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "invalid_request_error",
            format!(
                "Unrecognized request URL ({method}: {path}). The sandbox answers the operations listed in its documentation."
            ),
        )
    }

    /// 401: the key is missing, wrong or of the wrong kind.
    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_request_error", message).forgotten()
    }

    /// 402 `card_error`. What the call changed stays: the failed attempt is part of the record.
    pub(crate) fn card(code: &str, message: impl Into<String>) -> Self {
        let mut error =
            Self::new(StatusCode::PAYMENT_REQUIRED, "card_error", message).with("code", code);
        error.0.keeps_changes = true;
        error
    }

    /// 402 for what an issuer refused: `error` has the members of its `error` object.
    pub(crate) fn declined(error: Value) -> Self {
        let mut declined = Self::card("card_declined", "");
        if let Value::Object(members) = error {
            declined.0.error = members;
        }
        declined
    }

    /// An idempotency key was used again for something else (400), or too soon (409).
    pub(crate) fn idempotency(status: StatusCode, message: impl Into<String>) -> Self {
        Self::new(status, "idempotency_error", message).forgotten()
    }

    /// 500: the sandbox itself failed. It is kept for the idempotency key like any first answer.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "api_error",
            "The sandbox failed; its log says why.",
        )
    }

    /// 429: too many requests at a time. A test asks for it.
    pub(crate) fn too_many_requests() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "invalid_request_error",
            "Too many requests hit the API too quickly. Slow down, and try again with growing pauses.",
        )
        .with("code", "rate_limit")
        .forgotten()
    }

    /// 409: another request with the same idempotency key is running. A test asks for it.
    pub(crate) fn conflict() -> Self {
        Self::idempotency(
            StatusCode::CONFLICT,
            "There is currently another in-progress request using this Idempotency Key. Please \
             try again later.",
        )
        .with("code", "idempotency_key_in_use")
    }

    /// 500 as Stripe's own failures are: kept for the idempotency key. A test asks for it.
    pub(crate) fn server_error() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "api_error",
            "An unknown error occurred",
        )
    }

    /// 504: no answer came in time. A test asks for it.
    pub(crate) fn timed_out() -> Self {
        Self::new(
            StatusCode::GATEWAY_TIMEOUT,
            "api_error",
            "The request timed out.",
        )
        .forgotten()
    }

    /// Adds a member to the `error` object.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if name == "code"
            && let Some(code) = value.as_str()
        {
            let page = format!(
                "https://stripe.com/docs/error-codes/{}",
                code.replace('_', "-")
            );
            self.0.error.insert("doc_url".to_owned(), page.into());
        }
        self.0.error.insert(name.to_owned(), value);
        self
    }

    /// Marks an answer that is not kept for the idempotency key.
    fn forgotten(mut self) -> Self {
        self.0.remembered = false;
        self
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Whether what the call changed stays although it failed.
    pub(crate) fn keeps_changes(&self) -> bool {
        self.0.keeps_changes
    }

    /// Whether the answer is kept for the idempotency key.
    pub(crate) fn is_remembered(&self) -> bool {
        self.0.remembered
    }

    /// The body of the answer.
    pub(crate) fn body(&self) -> Value {
        json!({ "error": self.0.error })
    }
}
