//! The time, as the store keeps it.

/// Now, in Unix milliseconds.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
