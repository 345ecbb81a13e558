//! Moments as they are written in pages.

use jiff::{Timestamp, tz::TimeZone};

/// A moment for machines and for people, in UTC: the server does not know where the reader is.
pub(crate) struct Moment {
    /// For the attribute `datetime`.
    pub(crate) machine: String,
    /// For reading.
    pub(crate) human: String,
}

impl Moment {
    /// Of Unix milliseconds, with the time of day.
    pub(crate) fn to_the_second(milliseconds: i64) -> Moment {
        Moment::written(milliseconds, "%-d %B %Y, %H:%M:%S UTC")
    }

    /// Of Unix milliseconds, with the time of day as far as people tell it.
    pub(crate) fn to_the_minute(milliseconds: i64) -> Moment {
        Moment::written(milliseconds, "%-d %B %Y, %H:%M UTC")
    }

    /// Of Unix milliseconds, the day.
    pub(crate) fn day(milliseconds: i64) -> Moment {
        Moment::written(milliseconds, "%-d %B %Y")
    }

    fn written(milliseconds: i64, format: &str) -> Moment {
        let Ok(moment) = Timestamp::from_millisecond(milliseconds) else {
            return Moment {
                machine: String::new(),
                human: String::new(),
            };
        };
        Moment {
            machine: moment.to_string(),
            human: moment.to_zoned(TimeZone::UTC).strftime(format).to_string(),
        }
    }
}
