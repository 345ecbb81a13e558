//! Faults and delays that a test puts in the way of calls: what a network and a busy Stripe do.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::Method;
use serde::{Deserialize, Serialize};

use crate::api::error::ApiError;
use crate::ids;

/// How long a connection hangs whose client does not give up.
const HANG: Duration = Duration::from_secs(90);

/// What a call meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// Too many requests, which is said before anything is looked at.
    #[serde(rename = "429")]
    TooManyRequests,
    /// The same idempotency key is said to be in use.
    #[serde(rename = "409")]
    Conflict,
    /// An error of Stripe's own; nothing happens, and the idempotency key keeps the answer.
    #[serde(rename = "500")]
    ServerError,
    /// Nothing happens, and no answer comes.
    #[serde(rename = "timeout_before")]
    TimeoutBefore,
    /// It happens, and no answer comes. The idempotency key keeps what it would have been.
    #[serde(rename = "timeout_after")]
    TimeoutAfter,
}

impl Kind {
    /// Whether it strikes calls before their idempotency key is looked at. The others strike
    /// only calls that are not replayed.
    fn comes_first(self) -> bool {
        match self {
            Kind::TooManyRequests | Kind::Conflict | Kind::TimeoutBefore => true,
            Kind::ServerError | Kind::TimeoutAfter => false,
        }
    }
}

/// What a call meets once its idempotency key is known to be new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Within {
    /// It fails without effect.
    ServerError,
    /// It has its effect, and its answer is lost.
    AnswerLost,
}

/// One fault, and which calls meet it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    #[serde(skip_deserializing)]
    pub(crate) id: String,
    /// Any, if none.
    method: Option<String>,
    /// The path without its query; `*` stands for anything.
    path: String,
    /// How many more calls meet it.
    #[serde(default = "once")]
    times: u32,
    /// How many matching calls pass first.
    #[serde(default)]
    after: u32,
    answer: Kind,
}

fn once() -> u32 {
    1
}

/// How long calls take.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Latency {
    milliseconds: u64,
    /// The path, as of a fault; every call, if none.
    #[serde(default = "anywhere")]
    path: String,
}

fn anywhere() -> String {
    "*".to_owned()
}

/// All that is in the way of calls. It ends with the process.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    faults: Vec<Fault>,
    latencies: Vec<Latency>,
}

impl Faults {
    /// Puts a fault in the way and returns it with its id.
    pub(crate) fn add(&self, mut fault: Fault) -> Fault {
        fault.id = ids::object("fault");
        self.with(|inner| inner.faults.push(fault.clone()));
        fault
    }

    /// The faults that calls may still meet.
    pub(crate) fn list(&self) -> Vec<Fault> {
        self.with(|inner| inner.faults.clone())
    }

    /// Takes a fault away, or all. Whether there was one.
    pub(crate) fn remove(&self, id: Option<&str>) -> bool {
        self.with(|inner| {
            let before = inner.faults.len();
            inner
                .faults
                .retain(|fault| id.is_some_and(|id| fault.id != id));
            inner.faults.len() < before
        })
    }

    /// Slows calls down; 0 milliseconds for a path end what was said for it before.
    pub(crate) fn slow(&self, latency: Latency) {
        self.with(|inner| {
            inner.latencies.retain(|other| other.path != latency.path);
            if latency.milliseconds > 0 {
                inner.latencies.push(latency);
            }
        });
    }

    /// Takes every fault and delay away.
    pub(crate) fn clear(&self) {
        self.with(|inner| *inner = Inner::default());
    }

    /// Delays a call, and refuses it or lets it hang if it meets a fault of that kind.
    pub(crate) async fn meet(&self, method: &Method, path: &str) -> Result<(), ApiError> {
        let delay = self.with(|inner| {
            let slow = inner.latencies.iter().rev();
            slow.clone()
                .find(|latency| matches(&latency.path, path))
                .map(|latency| latency.milliseconds)
        });
        if let Some(milliseconds) = delay {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        }
        match self.strike(method, path, true) {
            Some(Kind::TooManyRequests) => Err(ApiError::too_many_requests()),
            Some(Kind::Conflict) => Err(ApiError::conflict()),
            Some(Kind::TimeoutBefore) => Err(hang().await),
            Some(Kind::ServerError | Kind::TimeoutAfter) | None => Ok(()),
        }
    }

    /// What a call meets whose idempotency key is new.
    pub(crate) fn within(&self, method: &Method, path: &str) -> Option<Within> {
        match self.strike(method, path, false)? {
            Kind::ServerError => Some(Within::ServerError),
            Kind::TimeoutAfter => Some(Within::AnswerLost),
            Kind::TooManyRequests | Kind::Conflict | Kind::TimeoutBefore => None,
        }
    }

    fn strike(&self, method: &Method, path: &str, first: bool) -> Option<Kind> {
        self.with(|inner| {
            for fault in &mut inner.faults {
                let fits = fault.answer.comes_first() == first
                    && fault
                        .method
                        .as_ref()
                        .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()))
                    && matches(&fault.path, path);
                if !fits {
                    continue;
                }
                if fault.after > 0 {
                    fault.after -= 1;
                } else if fault.times > 0 {
                    fault.times -= 1;
                    let kind = fault.answer;
                    inner.faults.retain(|fault| fault.times > 0);
                    return Some(kind);
                }
            }
            None
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Waits until the client gives up, or answers as a gateway does that waited long enough.
pub(crate) async fn hang() -> ApiError {
    tokio::time::sleep(HANG).await;
    ApiError::timed_out()
}

/// Whether a path is one of a pattern, in which `*` stands for anything.
fn matches(pattern: &str, path: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == path;
    };
    let Some(path) = path.strip_prefix(start) else {
        return false;
    };
    path.char_indices()
        .map(|(index, _)| index)
        .chain([path.len()])
        .any(|index| matches(rest, &path[index..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(path: &str, times: u32, after: u32, answer: Kind) -> Fault {
        Fault {
            id: String::new(),
            method: Some("post".to_owned()),
            path: path.to_owned(),
            times,
            after,
            answer,
        }
    }

    #[test]
    fn stars_stand_for_anything() {
        let confirm = "/v1/payment_intents/pi_1/confirm";
        for pattern in [
            confirm,
            "*",
            "/v1/*",
            "/v1/payment_intents/*/confirm",
            "*/confirm",
            "*confirm*",
        ] {
            assert!(matches(pattern, confirm), "{pattern}");
        }
        for pattern in ["/v1", "/v1/*/capture", "confirm", "/v1/payment_intents"] {
            assert!(!matches(pattern, confirm), "{pattern}");
        }
    }

    #[test]
    fn a_fault_lets_some_calls_pass_and_strikes_as_often_as_it_says() {
        let faults = Faults::default();
        faults.add(fault("/v1/refunds", 2, 1, Kind::ServerError));
        let struck: Vec<bool> = (0..5)
            .map(|_| faults.within(&Method::POST, "/v1/refunds").is_some())
            .collect();
        assert_eq!(struck, [false, true, true, false, false]);
        assert!(faults.list().is_empty());
    }

    #[test]
    fn other_calls_do_not_count() {
        let faults = Faults::default();
        faults.add(fault("/v1/refunds", 1, 0, Kind::TimeoutAfter));
        assert_eq!(faults.within(&Method::GET, "/v1/refunds"), None);
        assert_eq!(faults.within(&Method::POST, "/v1/charges"), None);
        assert_eq!(
            faults.within(&Method::POST, "/v1/refunds"),
            Some(Within::AnswerLost)
        );
    }
}
