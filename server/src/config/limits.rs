//! How much one client may ask, and how a client is told from another.

use std::num::NonZeroU32;

use super::{ConfigError, Environment, parse_switch};

/// Rates of requests that change something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateLimit {
    /// None: for tests, and behind a proxy that limits by itself.
    Off,
    /// This many times the normal rates.
    Times(NonZeroU32),
}

/// How much one client may ask.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// `TILL_RATE_LIMIT`: `off`, or by how much the normal rates are multiplied.
    pub rate: RateLimit,
    /// `TILL_TRUST_PROXY`: whether the last address of `X-Forwarded-For` is the client's. Only behind a proxy that sets it:
    /// otherwise anybody could be anybody.
    pub trust_proxy: bool,
}

impl Limits {
    pub(super) fn read(environment: &Environment) -> Result<Limits, ConfigError> {
        let rate = environment.parsed("TILL_RATE_LIMIT", parse_rate)?;
        let trust_proxy = environment.parsed("TILL_TRUST_PROXY", parse_switch)?;
        Ok(Limits {
            rate: rate.unwrap_or(RateLimit::Times(NonZeroU32::MIN)),
            trust_proxy: trust_proxy.unwrap_or(false),
        })
    }
}

fn parse_rate(text: &str) -> Result<RateLimit, String> {
    if text == "off" {
        return Ok(RateLimit::Off);
    }
    match text.parse::<NonZeroU32>() {
        Ok(times) if times.get() <= 1000 => Ok(RateLimit::Times(times)),
        _ => Err(format!(
            "\"{text}\" is neither off nor a whole number from 1 to 1000"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_off_or_multiplied() {
        assert_eq!(parse_rate("off"), Ok(RateLimit::Off));
        assert_eq!(
            parse_rate("20").ok(),
            NonZeroU32::new(20).map(RateLimit::Times)
        );
        for text in ["0", "-1", "1001", "on"] {
            assert!(parse_rate(text).is_err(), "{text}");
        }
    }
}
