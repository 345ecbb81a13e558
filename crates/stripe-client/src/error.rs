//! What can go wrong with a call, what that says about the change it asked for, and whether to try again.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::wire_enum::open_enum;
use crate::{ChargeId, PaymentIntent, SetupIntent};

/// Why a call did not end in an answer of the expected type.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Stripe answered with an error.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// Stripe was never reached, so nothing happened there.
    #[error("Stripe could not be reached ({attempts} attempts): {reason}")]
    Unreachable {
        /// How often it was tried.
        attempts: u32,
        /// What the network said.
        reason: String,
    },
    /// The request went out at least once and was never clearly answered.
    #[error("no clear answer from Stripe ({attempts} attempts): {reason}")]
    OutcomeUnknown {
        /// How often it was tried.
        attempts: u32,
        /// What the network said last, or why Stripe's last answer settles nothing.
        reason: String,
        /// That answer, if there was one.
        answer: Option<Box<ApiError>>,
    },
    /// Stripe answered with success, in a form that this version cannot read.
    #[error("Stripe's answer cannot be read: {reason}")]
    Decode {
        /// Where reading stopped. Holds nothing of the answer itself.
        reason: String,
        /// Names the call in Stripe's dashboard.
        request_id: Option<String>,
    },
}

/// What is known of the change that a failed [`send`](crate::Client::send) asked for. A decline counts as
/// [`NotHappened`](Effect::NotHappened): no money moved, though the intent, which the error carries, did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It has not happened, and will not on account of this call.
    NotHappened,
    /// It has happened.
    Happened,
    /// It may have happened, or happen yet.
    Unknown,
}

/// Whether trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Yes, later: the same request with the same key.
    SameKey,
    /// Only with a new key, because Stripe repeats its stored failure for this one; and only after a look at
    /// what became of the first call.
    NewKeyAfterLooking,
    /// No: the same request will fail again.
    No,
}

impl Error {
    /// What is known of the change that was asked for.
    #[must_use]
    pub fn effect(&self) -> Effect {
        match self {
            Self::Api(error) => error.effect(),
            Self::Unreachable { .. } => Effect::NotHappened,
            Self::OutcomeUnknown { .. } => Effect::Unknown,
            Self::Decode { .. } => Effect::Happened,
        }
    }

    /// Whether trying again can help.
    #[must_use]
    pub fn retry(&self) -> Retry {
        match self {
            Self::Api(error) => error.retry(),
            Self::Unreachable { .. } | Self::OutcomeUnknown { .. } => Retry::SameKey,
            Self::Decode { .. } => Retry::No,
        }
    }

    /// Stripe's error answer, if there was one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            Self::OutcomeUnknown { answer, .. } => answer.as_deref(),
            Self::Unreachable { .. } | Self::Decode { .. } => None,
        }
    }
}

open_enum! {
    /// Stripe's sorts of errors.
    ErrorKind {
        /// Stripe's own trouble.
        ApiError = "api_error",
        /// The card was refused.
        CardError = "card_error",
        /// An idempotency key came back with another request, or while the first was running.
        IdempotencyError = "idempotency_error",
        /// The request was wrong.
        InvalidRequestError = "invalid_request_error",
    }
}

/// Stripe's error answer. `Debug` and `Display` leave the message out, for it may quote what was typed.
#[derive(Clone)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Which sort. [`ErrorKind::Unknown`] with an empty text when the body was not Stripe's, as when a proxy answered.
    pub kind: ErrorKind,
    /// What went wrong: the value to branch on.
    pub code: Option<String>,
    /// The card issuer's reason, when it gave one.
    pub decline_code: Option<String>,
    /// A sentence in English.
    pub message: Option<String>,
    /// The parameter that was wrong.
    pub param: Option<String>,
    /// The charge that failed.
    pub charge: Option<ChargeId>,
    /// Names the call in Stripe's dashboard.
    pub request_id: Option<String>,
    /// The intent as it stands after the error.
    pub payment_intent: Option<Box<PaymentIntent>>,
    /// The setup intent as it stands after the error.
    pub setup_intent: Option<Box<SetupIntent>>,
    /// Whether Stripe repeated the stored answer of an earlier call with the same key.
    pub replayed: bool,
    /// What Stripe says about trying again (`Stripe-Should-Retry`).
    pub should_retry: Option<bool>,
}

impl ApiError {
    /// Reads an error answer; the fields that come by header are left for the caller.
    pub(crate) fn from_body(status: u16, body: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Envelope {
            error: Body,
        }
        #[derive(Deserialize)]
        struct Body {
            #[serde(rename = "type")]
            kind: ErrorKind,
            code: Option<String>,
            decline_code: Option<String>,
            message: Option<String>,
            param: Option<String>,
            charge: Option<Value>,
            payment_intent: Option<Value>,
            setup_intent: Option<Value>,
        }

        let body = serde_json::from_slice::<Envelope>(body)
            .map(|envelope| envelope.error)
            .unwrap_or(Body {
                kind: ErrorKind::Unknown(String::new()),
                code: None,
                decline_code: None,
                message: None,
                param: None,
                charge: None,
                payment_intent: None,
                setup_intent: None,
            });
        Self {
            status,
            kind: body.kind,
            code: body.code,
            decline_code: body.decline_code,
            message: body.message,
            param: body.param,
            // What the error is about must stay readable even when what it carries is not.
            charge: body.charge.and_then(|it| serde_json::from_value(it).ok()),
            payment_intent: body
                .payment_intent
                .and_then(|it| serde_json::from_value(it).ok()),
            setup_intent: body
                .setup_intent
                .and_then(|it| serde_json::from_value(it).ok()),
            request_id: None,
            replayed: false,
            should_retry: None,
        }
    }

    /// Whether Stripe itself wrote the answer, rather than something on the way.
    fn is_stripes(&self) -> bool {
        self.kind != ErrorKind::Unknown(String::new())
    }

    /// Whether the answer says nothing on an earlier try with the same key: it was given before Stripe looked
    /// the key up.
    pub(crate) fn is_before_idempotency(&self) -> bool {
        matches!(self.status, 401 | 403 | 429)
    }

    pub(crate) fn effect(&self) -> Effect {
        if !self.is_stripes() || self.status >= 500 || self.status == 409 {
            Effect::Unknown
        } else {
            Effect::NotHappened
        }
    }

    pub(crate) fn retry(&self) -> Retry {
        let passing = matches!(self.status, 409 | 429) || self.status >= 500;
        if self.replayed {
            // A stored decline is an answer; a stored failure of Stripe's hides one.
            return if self.status >= 500 {
                Retry::NewKeyAfterLooking
            } else {
                Retry::No
            };
        }
        match self.should_retry.unwrap_or(passing) {
            true => Retry::SameKey,
            false => Retry::No,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stripe answered {}", self.status)?;
        if self.is_stripes() {
            write!(f, " {}", self.kind)?;
        } else {
            f.write_str(" without an error of its own")?;
        }
        for (name, value) in [
            ("code", &self.code),
            ("decline code", &self.decline_code),
            ("parameter", &self.param),
            ("request", &self.request_id),
        ] {
            if let Some(value) = value {
                write!(f, ", {name} {value}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("status", &self.status)
            .field("kind", &self.kind)
            .field("code", &self.code)
            .field("decline_code", &self.decline_code)
            .field("param", &self.param)
            .field("charge", &self.charge)
            .field("request_id", &self.request_id)
            .field("payment_intent", &self.payment_intent)
            .field("setup_intent", &self.setup_intent)
            .field("replayed", &self.replayed)
            .field("should_retry", &self.should_retry)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> ApiError {
        ApiError::from_body(status, body.as_bytes())
    }

    #[test]
    fn what_stripe_refused_has_not_happened() {
        let declined = error(
            402,
            r#"{"error":{"type":"card_error","code":"card_declined","message":"a@b.example"}}"#,
        );
        assert_eq!(declined.effect(), Effect::NotHappened);
        assert_eq!(declined.retry(), Retry::No);
        assert!(!format!("{declined} {declined:?}").contains("a@b.example"));
    }

    #[test]
    fn what_broke_at_stripe_or_runs_there_may_have_happened() {
        let broke = error(500, r#"{"error":{"type":"api_error"}}"#);
        assert_eq!(
            (broke.effect(), broke.retry()),
            (Effect::Unknown, Retry::SameKey)
        );
        let runs = error(
            409,
            r#"{"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}}"#,
        );
        assert_eq!(
            (runs.effect(), runs.retry()),
            (Effect::Unknown, Retry::SameKey)
        );
    }

    #[test]
    fn a_stored_failure_is_not_asked_for_again() {
        let mut stored = error(500, r#"{"error":{"type":"api_error"}}"#);
        stored.replayed = true;
        assert_eq!(stored.retry(), Retry::NewKeyAfterLooking);
    }

    #[test]
    fn an_answer_from_something_on_the_way_settles_nothing() {
        let proxy = error(404, "<html>not here</html>");
        assert_eq!(proxy.effect(), Effect::Unknown);
        assert_eq!(
            proxy.to_string(),
            "Stripe answered 404 without an error of its own"
        );
    }

    #[test]
    fn stripes_word_on_trying_again_counts_more_than_the_status() {
        let mut error = error(500, r#"{"error":{"type":"api_error"}}"#);
        error.should_retry = Some(false);
        assert_eq!(error.retry(), Retry::No);
        error.status = 400;
        error.should_retry = Some(true);
        assert_eq!(error.retry(), Retry::SameKey);
    }

    #[test]
    fn an_unreadable_intent_does_not_hide_the_error() {
        let error = error(
            402,
            r#"{"error":{"type":"card_error","code":"card_declined","payment_intent":{"id":7}}}"#,
        );
        assert_eq!(error.code.as_deref(), Some("card_declined"));
        assert!(error.payment_intent.is_none());
    }
}
