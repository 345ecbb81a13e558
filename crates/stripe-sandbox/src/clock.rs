//! What time it is for the sandbox.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The system's clock, and how far a test has put it forward. It never goes back.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead: AtomicI64,
}

impl Clock {
    /// Seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.now_in_milliseconds().div_euclid(1_000)
    }

    /// Milliseconds since 1970.
    pub(crate) fn now_in_milliseconds(&self) -> i64 {
        let ahead = self.ahead.load(Ordering::Relaxed).saturating_mul(1_000);
        i64::try_from(since_1970().as_millis())
            .unwrap_or(i64::MAX)
            .saturating_add(ahead)
    }

    /// What time it is for everybody else, in seconds since 1970.
    pub(crate) fn outside() -> i64 {
        i64::try_from(since_1970().as_secs()).unwrap_or(i64::MAX)
    }

    /// Puts the clock forward by `seconds`, until the process ends.
    pub(crate) fn advance(&self, seconds: u32) {
        self.ahead.fetch_add(seconds.into(), Ordering::Relaxed);
    }
}

fn since_1970() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}
