//! What sets the test cards apart from one another.

use serde::{Deserialize, Serialize};

/// When the cardholder must authenticate with 3D Secure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// The card has no 3D Secure.
    Unsupported,
    /// Never: the card could, but is not enrolled.
    NotEnrolled,
    /// Only if the merchant asks for it.
    OnRequest,
    /// Always, except off session with a card that was set up for it.
    UnlessSetUp,
    /// On session; off session it counts as set up.
    OnSession,
    /// At every payment.
    Always,
}

impl Authentication {
    /// Whether a payment needs the cardholder.
    pub(crate) fn is_needed(self, requested: bool, off_session: bool, set_up: bool) -> bool {
        match self {
            Authentication::Unsupported | Authentication::NotEnrolled => false,
            Authentication::OnRequest => requested && !off_session,
            Authentication::UnlessSetUp => !(off_session && set_up),
            Authentication::OnSession => !off_session,
            Authentication::Always => true,
        }
    }

    /// Whether saving the card needs the cardholder.
    pub(crate) fn is_needed_to_set_up(self, requested: bool) -> bool {
        match self {
            // The last one counts as set up already.
            Authentication::Unsupported
            | Authentication::NotEnrolled
            | Authentication::OnSession => false,
            Authentication::OnRequest => requested,
            Authentication::UnlessSetUp | Authentication::Always => true,
        }
    }
}

/// How the issuer judges something that the cardholder typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    Pass,
    Fail,
    Unavailable,
}

impl Check {
    /// The name in an answer.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Check::Pass => "pass",
            Check::Fail => "fail",
            Check::Unavailable => "unavailable",
        }
    }
}

/// What becomes of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refunding {
    /// It is done.
    AtOnce,
    /// It is pending, and done some time later.
    Later,
    /// It is done, and some time later it turns out that it failed.
    FailsLater,
}

/// How the cardholder goes to the bank about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Quarrel {
    /// "That was not me", and the money is taken back.
    Fraudulent,
    /// "What was that?", and the money stays.
    Inquiry,
    /// "It never came", and the money is taken back.
    ProductNotReceived,
}

/// What Stripe thinks of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Risk {
    Normal,
    Elevated,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authentication_depends_on_session_and_setup() {
        use Authentication::{Always, NotEnrolled, OnRequest, OnSession, UnlessSetUp};
        for (authentication, requested, off_session, set_up, needed) in [
            (NotEnrolled, true, false, false, false),
            (OnRequest, false, false, false, false),
            (OnRequest, true, false, false, true),
            (UnlessSetUp, false, false, true, true),
            (UnlessSetUp, false, true, true, false),
            (UnlessSetUp, false, true, false, true),
            (OnSession, false, false, false, true),
            (OnSession, false, true, false, false),
            (Always, false, true, true, true),
        ] {
            let case = (authentication, requested, off_session, set_up);
            assert_eq!(
                authentication.is_needed(requested, off_session, set_up),
                needed,
                "{case:?}"
            );
        }
    }
}
