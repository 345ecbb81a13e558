//! The four ways to pay.

use serde::{Deserialize, Serialize};

/// How a payment is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentFlow {
    /// PaymentMethod in the browser, manual confirmation on the server.
    Manual,
    /// Payment Element; the browser confirms the server's intent.
    Element,
    /// A token of the card, charged by the server. It cannot ask the buyer's bank (3D Secure), so European banks refuse
    /// it: off unless the owner turns it on.
    Token,
    /// Stripe's own page.
    Hosted,
}

impl PaymentFlow {
    /// Every flow, in the order in which a checkout offers them.
    pub const ALL: [PaymentFlow; 4] = [
        PaymentFlow::Manual,
        PaymentFlow::Element,
        PaymentFlow::Token,
        PaymentFlow::Hosted,
    ];

    /// The value in the store and in configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            PaymentFlow::Manual => "manual",
            PaymentFlow::Element => "element",
            PaymentFlow::Token => "token",
            PaymentFlow::Hosted => "hosted",
        }
    }

    /// Reads the store's or configuration's value.
    pub fn from_stored(text: &str) -> Option<PaymentFlow> {
        PaymentFlow::ALL
            .into_iter()
            .find(|flow| flow.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_form_reads_back() {
        for flow in PaymentFlow::ALL {
            assert_eq!(PaymentFlow::from_stored(flow.as_str()), Some(flow));
        }
    }
}
