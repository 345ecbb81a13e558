//! One event on its way to one endpoint.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::store::Document;

/// How many attempts are kept of a delivery, the newest.
const KEPT_ATTEMPTS: usize = 32;

/// How often a delivery that failed is tried again: after 1, 2, 4… seconds, which makes three days
/// in all, as long as Stripe tries. The first pauses are short because developers wait for them.
pub(super) const RETRIES: u32 = 18;

/// One event on its way to one endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Delivery {
    id: String,
    pub(super) event: String,
    pub(super) endpoint: String,
    pub(super) stage: Stage,
    /// Whether it is sent once more after it was taken.
    pub(super) twice: bool,
    /// Whether the endpoint has taken it.
    pub(super) succeeded: bool,
    /// How many scheduled attempts have failed.
    failures: u32,
    attempts: Vec<Attempt>,
}

/// What becomes of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    /// It is to be sent at this time, in milliseconds since 1970.
    Due { at: i64 },
    /// It waits to be released.
    Held,
    /// A test wanted it lost.
    Dropped,
    /// The endpoint has taken it.
    Delivered,
    /// It was tried often enough.
    Failed,
}

/// One try to deliver.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// When it began, in seconds since 1970.
    pub(super) at: i64,
    /// The HTTP status of the answer, if there was one.
    pub(super) status: Option<u16>,
    /// Why there was none.
    pub(super) error: Option<String>,
    pub(super) milliseconds: u64,
    /// How the answer's body begins.
    pub(super) answer: String,
}

impl Attempt {
    /// Whether the endpoint has taken the event: a redirect is not followed and does not count.
    pub(super) fn succeeded(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }

    /// The shape for the control API.
    pub(crate) fn shape(&self) -> Value {
        json!({
            "at": self.at,
            "status": self.status,
            "error": self.error,
            "milliseconds": self.milliseconds,
            "answer": self.answer,
        })
    }
}

impl Document for Delivery {
    const KIND: &'static str = "delivery";
    const FOR_EACH_PAYMENT: usize = 8;

    fn id(&self) -> &str {
        &self.id
    }
}

/// The id of the delivery of an event to an endpoint.
pub(super) fn id(event: &str, endpoint: &str) -> String {
    format!("{event}:{endpoint}")
}

impl Delivery {
    pub(super) fn new(event: &str, endpoint: &str, stage: Stage, twice: bool) -> Self {
        Self {
            id: id(event, endpoint),
            event: event.to_owned(),
            endpoint: endpoint.to_owned(),
            stage,
            twice,
            succeeded: false,
            failures: 0,
            attempts: Vec::new(),
        }
    }

    /// When it is to be sent, in milliseconds since 1970.
    pub(super) fn due(&self) -> Option<i64> {
        match self.stage {
            Stage::Due { at } => Some(at),
            Stage::Held | Stage::Dropped | Stage::Delivered | Stage::Failed => None,
        }
    }

    /// Whether it was tried and the endpoint has not taken it.
    pub(crate) fn is_refused(&self) -> bool {
        !self.succeeded && !self.attempts.is_empty()
    }

    pub(super) fn note(&mut self, attempt: Attempt) {
        if self.attempts.len() == KEPT_ATTEMPTS {
            self.attempts.remove(0);
        }
        self.attempts.push(attempt);
    }

    /// The pause after one more failure, in milliseconds; none if it was tried often enough.
    pub(super) fn next_pause(&mut self) -> Option<i64> {
        let pause = (self.failures < RETRIES).then(|| 1_000 << self.failures);
        self.failures += 1;
        pause
    }

    /// The shape for the control API.
    pub(crate) fn shape(&self) -> Value {
        let status = match self.stage {
            Stage::Due { .. } => "pending",
            Stage::Held => "held",
            Stage::Dropped => "dropped",
            Stage::Delivered => "delivered",
            Stage::Failed => "failed",
        };
        json!({
            "event": self.event,
            "endpoint": self.endpoint,
            "status": status,
            "next_attempt": self.due().map(|at| at.div_euclid(1_000)),
            "attempts": self.attempts.iter().map(Attempt::shape).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_after_three_days() {
        let mut delivery = Delivery::new("evt_1", "we_1", Stage::Held, false);
        let pauses: Vec<i64> = std::iter::from_fn(|| delivery.next_pause()).collect();
        assert_eq!(pauses[..4], [1_000, 2_000, 4_000, 8_000]);
        let hours = pauses.iter().sum::<i64>() / 3_600_000;
        assert_eq!(hours, 72);
    }

    #[test]
    fn the_newest_attempts_are_kept() {
        let mut delivery = Delivery::new("evt_1", "we_1", Stage::Held, false);
        for at in 0..40 {
            delivery.note(Attempt {
                at,
                status: Some(500),
                error: None,
                milliseconds: 1,
                answer: String::new(),
            });
        }
        let kept: Vec<i64> = delivery.attempts.iter().map(|attempt| attempt.at).collect();
        assert_eq!(kept, (8..40).collect::<Vec<_>>());
    }
}
