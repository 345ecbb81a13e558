//! Saved cards, as their owner sees them, and how saving one goes on.

use serde::{Deserialize, Serialize};

use super::DeclineReason;

/// How saving a card goes on in the browser, or how it ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CardStep {
    /// Saved.
    Saved,
    /// Run Stripe.js `handleNextAction` with this secret, then ask the server how it went.
    Authenticate {
        /// The SetupIntent's client secret, for the owner of the card only.
        client_secret: String,
        /// The SetupIntent's id.
        setup: String,
    },
    /// The bank refused the card, or its owner the confirmation; another try is welcome.
    Declined(DeclineReason),
    /// Too many cards were tried; wait this many seconds.
    TooManyAttempts {
        /// Seconds until the next attempt.
        seconds: u32,
    },
    /// Stripe cannot be reached, and nothing was saved.
    Unavailable,
    /// Nobody is logged in (any more).
    LoggedOut,
}

/// Prints no client secret.
impl std::fmt::Debug for CardStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            CardStep::Saved => "Saved",
            CardStep::Authenticate { .. } => "Authenticate",
            CardStep::Declined(reason) => reason.as_str(),
            CardStep::TooManyAttempts { .. } => "TooManyAttempts",
            CardStep::Unavailable => "Unavailable",
            CardStep::LoggedOut => "LoggedOut",
        })
    }
}

/// A month of a year in which a card ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CardExpiry {
    /// Four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
}

impl CardExpiry {
    /// Whether the card no longer pays in `now`, a month of a year: cards are good to the end of their month.
    pub fn is_over(self, now: CardExpiry) -> bool {
        self < now
    }
}

/// As cards have it printed: `04/31`.
impl std::fmt::Display for CardExpiry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}/{:02}", self.month, self.year % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_good_to_the_end_of_its_month() {
        let card = CardExpiry {
            year: 2031,
            month: 4,
        };
        let month = |year, month| CardExpiry { year, month };
        assert!(!card.is_over(month(2031, 4)));
        assert!(!card.is_over(month(2030, 12)));
        assert!(card.is_over(month(2031, 5)));
        assert!(card.is_over(month(2032, 1)));
        assert_eq!(card.to_string(), "04/31");
    }

    #[test]
    fn a_printed_step_holds_no_client_secret() {
        let step = CardStep::Authenticate {
            client_secret: "seti_1_secret_2".into(),
            setup: "seti_1".into(),
        };
        assert!(!format!("{step:?}").contains("secret_2"));
    }
}
