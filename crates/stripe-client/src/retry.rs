//! How long to wait before the next try.

use std::time::Duration;

/// No wait grows beyond this.
const LONGEST: Duration = Duration::from_secs(8);

/// The wait after the `attempt`th try (from 1): `base`, doubled with each try, of which a random half at most is
/// left out so that many clients do not come back at the same moment; never shorter than `asked`.
pub(crate) fn wait(attempt: u32, base: Duration, asked: Option<Duration>) -> Duration {
    let doubled = base
        .saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)))
        .min(LONGEST);
    let micros = u64::try_from(doubled.as_micros()).unwrap_or(u64::MAX);
    let jittered = Duration::from_micros(rand::random_range(micros / 2..=micros));
    jittered.max(asked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: Duration = Duration::from_millis(500);

    #[test]
    fn waits_double_within_their_jitter_up_to_a_limit() {
        for (attempt, full) in [(1, 500), (2, 1000), (3, 2000), (5, 8000), (40, 8000)] {
            for _ in 0..100 {
                let wait = wait(attempt, BASE, None).as_millis();
                assert!((full / 2..=full).contains(&wait), "{attempt}: {wait}");
            }
        }
    }

    #[test]
    fn a_wait_that_was_asked_for_is_kept() {
        let asked = Duration::from_secs(3);
        assert_eq!(wait(1, BASE, Some(asked)), asked);
    }
}
