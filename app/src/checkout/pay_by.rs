//! The ways to pay as a customer is offered them: by what they see, which is not quite the flows of the engine.

#[cfg(feature = "ssr")]
use commerce::payment::PaymentFlow;
use words::Locale;

/// What the customer pays by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayBy {
    /// Manual flow with Stripe's Card Element: one line.
    Card,
    /// Manual flow with Stripe's Payment Element.
    More,
    /// Element flow: Stripe's Payment Element with all that the owner switched on at Stripe.
    Element,
    /// Token flow: the Card Element again.
    Token,
    /// Hosted flow: Stripe's own page.
    Hosted,
}

impl PayBy {
    const ALL: [PayBy; 5] = [
        PayBy::Card,
        PayBy::More,
        PayBy::Element,
        PayBy::Token,
        PayBy::Hosted,
    ];

    /// The value of its radio button.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            PayBy::Card => "card",
            PayBy::More => "more",
            PayBy::Element => "element",
            PayBy::Token => "token",
            PayBy::Hosted => "hosted",
        }
    }

    /// Reads [`PayBy::as_str`].
    pub(super) fn parse(text: &str) -> Option<PayBy> {
        PayBy::ALL.into_iter().find(|by| by.as_str() == text)
    }

    /// What `flows` offer, in their order. The manual flow is offered with both Elements, unless the element flow is there
    /// to offer the Payment Element.
    #[cfg(feature = "ssr")]
    pub(super) fn offered(flows: &[PaymentFlow]) -> Vec<PayBy> {
        let mut offered = Vec::new();
        for flow in flows {
            match flow {
                PaymentFlow::Manual => {
                    offered.push(PayBy::Card);
                    if !flows.contains(&PaymentFlow::Element) {
                        offered.push(PayBy::More);
                    }
                }
                PaymentFlow::Element => offered.push(PayBy::Element),
                PaymentFlow::Token => offered.push(PayBy::Token),
                PaymentFlow::Hosted => offered.push(PayBy::Hosted),
            }
        }
        offered
    }

    /// What it is called among `offered`.
    pub(super) fn label(self, t: Locale, offered: &[PayBy]) -> &'static str {
        match self {
            PayBy::Token if offered.contains(&PayBy::Card) => t.checkout_pay_by_token(),
            PayBy::Card | PayBy::Token => t.checkout_pay_by_card(),
            PayBy::More | PayBy::Element => t.checkout_pay_by_more(),
            PayBy::Hosted => t.checkout_pay_by_hosted(),
        }
    }

    /// Which Element stands in the page, as the style sheet knows it.
    pub(super) fn element(self) -> &'static str {
        match self {
            PayBy::Card | PayBy::Token => "card",
            PayBy::More | PayBy::Element => "more",
            PayBy::Hosted => "none",
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_payment_element_is_offered_once() {
        use PaymentFlow::{Element, Hosted, Manual, Token};
        assert_eq!(PayBy::offered(&[Manual]), [PayBy::Card, PayBy::More]);
        assert_eq!(
            PayBy::offered(&[Hosted, Manual, Element, Token]),
            [PayBy::Hosted, PayBy::Card, PayBy::Element, PayBy::Token]
        );
    }

    #[test]
    fn the_value_of_a_radio_button_reads_back() {
        for by in PayBy::ALL {
            assert_eq!(PayBy::parse(by.as_str()), Some(by));
        }
    }
}
