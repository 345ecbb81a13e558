//! How figures are written.

/// A duration in milliseconds with two decimals.
pub(crate) fn milliseconds(microseconds: u64) -> String {
    format!("{}.{:02}", microseconds / 1000, microseconds % 1000 / 10)
}

/// Memory in MB (10⁶ bytes), rounded up.
pub(crate) fn megabytes(kibibytes: u64) -> u64 {
    kibibytes.saturating_mul(1024).div_ceil(1_000_000)
}
