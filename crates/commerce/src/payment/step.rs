//! What the browser has to do next.

use serde::{Deserialize, Serialize};

use super::DeclineReason;
use crate::money::NotChargeable;

/// What the browser has to do next, or how the payment ended.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaymentStep {
    /// Paid: go to the order's page.
    Paid {
        /// Path of the order's page.
        order: String,
    },
    /// Run Stripe.js `handleCardAction` with this secret, then ask the server to go on.
    Authenticate {
        /// The intent's client secret, for the buyer of this order only.
        client_secret: String,
    },
    /// Run Stripe.js `confirmPayment` with this secret, then ask the server how it went.
    ConfirmInBrowser {
        /// The intent's client secret, for the buyer of this order only.
        client_secret: String,
        /// Path of the order's page.
        order: String,
    },
    /// Go to Stripe's page.
    Redirect {
        /// Its address.
        url: String,
    },
    /// The card did not pay; another try is welcome.
    Declined(DeclineReason),
    /// Nobody knows yet: the order's page tells as soon as it is known.
    Checking {
        /// Path of the order's page.
        order: String,
    },
    /// Price, stock or cart changed since the customer saw the total; nothing was charged. The page shows it anew.
    CartChanged,
    /// The amount cannot be charged.
    NotChargeable(NotChargeable),
    /// Too many attempts; wait this many seconds.
    TooManyAttempts {
        /// Seconds until the next attempt.
        seconds: u32,
    },
    /// Stripe cannot be reached, and nothing was charged.
    Unavailable,
    /// The shop does not take payments in this way; nothing was charged.
    NotOffered,
    /// There is no open order to pay: it was given up, ran out of time or is not this customer's.
    NoOpenOrder,
    /// The saved card is not there any more, or is not this customer's; nothing was charged.
    SavedCardGone,
    /// A saved card is for who is logged in, and nobody is (any more); nothing was charged.
    LoggedOut,
}

/// Prints no client secret, and no address of Stripe's page.
impl std::fmt::Debug for PaymentStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            PaymentStep::Paid { .. } => "Paid",
            PaymentStep::Authenticate { .. } => "Authenticate",
            PaymentStep::ConfirmInBrowser { .. } => "ConfirmInBrowser",
            PaymentStep::Redirect { .. } => "Redirect",
            PaymentStep::Declined(reason) => reason.as_str(),
            PaymentStep::Checking { .. } => "Checking",
            PaymentStep::CartChanged => "CartChanged",
            PaymentStep::NotChargeable(_) => "NotChargeable",
            PaymentStep::TooManyAttempts { .. } => "TooManyAttempts",
            PaymentStep::Unavailable => "Unavailable",
            PaymentStep::NotOffered => "NotOffered",
            PaymentStep::NoOpenOrder => "NoOpenOrder",
            PaymentStep::SavedCardGone => "SavedCardGone",
            PaymentStep::LoggedOut => "LoggedOut",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_step_holds_no_client_secret() {
        let step = PaymentStep::Authenticate {
            client_secret: "pi_1_secret_2".into(),
        };
        assert!(!format!("{step:?}").contains("secret_2"));
    }
}
