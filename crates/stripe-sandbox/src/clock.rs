//! What time it is for the sandbox.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// The system's clock, and how far a test has put it forward. It never goes back.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead: AtomicI64,
}

impl Clock {
    /// Seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        let elapsed = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(elapsed.as_secs())
            .unwrap_or(i64::MAX)
            .saturating_add(self.ahead.load(Ordering::Relaxed))
    }

    /// Puts the clock forward by `seconds`, until the process ends.
    pub(crate) fn advance(&self, seconds: u32) {
        self.ahead.fetch_add(seconds.into(), Ordering::Relaxed);
    }
}
