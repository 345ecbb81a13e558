//! The ways to pay as a customer is offered them: by what they see, which is not quite the flows of the engine.

#[cfg(feature = "ssr")]
use commerce::payment::PaymentFlow;
use words::Locale;

/// What the customer pays by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayBy {
    /// Manual flow with a card that the customer saved, and its CVC typed again.
    Saved,
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

/// What the values of saved cards' radio buttons begin with.
const SAVED: &str = "saved:";

impl PayBy {
    /// What an owner can offer; saved cards come with the customer.
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
            PayBy::Saved => "saved",
            PayBy::Card => "card",
            PayBy::More => "more",
            PayBy::Element => "element",
            PayBy::Token => "token",
            PayBy::Hosted => "hosted",
        }
    }

    /// The value of the radio button of a saved card.
    pub(super) fn value_of_saved(card: &str) -> String {
        format!("{SAVED}{card}")
    }

    /// The saved card that a radio button's value names, if it does.
    pub(super) fn saved_card(value: &str) -> Option<&str> {
        value.strip_prefix(SAVED)
    }

    /// Reads the value of a radio button.
    pub(super) fn parse(text: &str) -> Option<PayBy> {
        if PayBy::saved_card(text).is_some() {
            return Some(PayBy::Saved);
        }
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

    /// What it is called among `offered`, and beside saved cards where there are any.
    pub(super) fn label(self, t: Locale, offered: &[PayBy], beside_saved: bool) -> &'static str {
        match self {
            PayBy::Card if beside_saved => t.checkout_pay_by_other_card(),
            PayBy::Token if offered.contains(&PayBy::Card) => t.checkout_pay_by_token(),
            PayBy::Saved | PayBy::Card | PayBy::Token => t.checkout_pay_by_card(),
            PayBy::More | PayBy::Element => t.checkout_pay_by_more(),
            PayBy::Hosted => t.checkout_pay_by_hosted(),
        }
    }

    /// Whether the card that it is paid with can be kept for the next time.
    pub(super) fn can_save(self) -> bool {
        matches!(self, PayBy::Card | PayBy::More)
    }

    /// Which Element stands in the page, as the style sheet knows it.
    pub(super) fn element(self) -> &'static str {
        match self {
            PayBy::Saved => "cvc",
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
        let saved = PayBy::value_of_saved("pm_1");
        assert_eq!(PayBy::parse(&saved), Some(PayBy::Saved));
        assert_eq!(PayBy::saved_card(&saved), Some("pm_1"));
        assert_eq!(PayBy::saved_card("card"), None);
    }
}
