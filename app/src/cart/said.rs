//! What a customer is told after a change of the cart.

use commerce::cart::CartOutcome;
use words::Locale;

/// One sentence about the last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Put in: this title, where it is known.
    Added(Option<String>),
    /// Taken out: this title.
    Removed(String),
    /// Another quantity.
    Changed,
    /// Only so many could be put in.
    Only(u32),
    /// None could be put in.
    SoldOut,
    /// Not sold here.
    Unknown,
    /// Nobody knows; the cart is as the server has it.
    Failed,
}

impl Said {
    /// This sentence if all was done, else the one that says what was not.
    pub(super) fn unless(self, outcome: CartOutcome) -> Said {
        match outcome {
            CartOutcome::Done => self,
            CartOutcome::OnlySoMany(left) => Said::Only(left),
            CartOutcome::SoldOut => Said::SoldOut,
            CartOutcome::Unknown => Said::Unknown,
        }
    }

    /// The sentence.
    pub(super) fn text(&self) -> String {
        let words = Locale::default();
        match self {
            Said::Added(Some(title)) => words.cart_added(title),
            Said::Added(None) => words.cart_added_plain().to_owned(),
            Said::Removed(title) => words.cart_removed(title),
            Said::Changed => words.cart_changed().to_owned(),
            Said::Only(left) => words.cart_only(*left),
            Said::SoldOut => words.cart_sold_out().to_owned(),
            Said::Unknown => words.cart_unknown().to_owned(),
            Said::Failed => words.cart_failed().to_owned(),
        }
    }

    /// How it looks. A mere change is seen in the cart itself and told only to who cannot see it.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Said::Added(_) | Said::Removed(_) => "notice success",
            Said::Changed => "visually-hidden",
            Said::Only(_) | Said::SoldOut | Said::Unknown => "notice warning",
            Said::Failed => "notice error",
        }
    }

    /// As a value in the cart page's address, for browsers that sent a plain form. Titles are left out: an address
    /// can be made up by anyone, and a sentence with another's words in it is not ours.
    #[cfg(feature = "ssr")]
    pub(super) fn to_query(&self) -> String {
        match self {
            Said::Added(_) => "added".to_owned(),
            Said::Removed(_) | Said::Changed => "changed".to_owned(),
            Said::Only(left) => format!("only-{left}"),
            Said::SoldOut => "sold-out".to_owned(),
            Said::Unknown => "unknown".to_owned(),
            Said::Failed => "failed".to_owned(),
        }
    }

    /// Reads what [`Said::to_query`] wrote.
    #[cfg(feature = "ssr")]
    pub(super) fn from_query(text: &str) -> Option<Said> {
        Some(match text {
            "added" => Said::Added(None),
            "changed" => Said::Changed,
            "sold-out" => Said::SoldOut,
            "unknown" => Said::Unknown,
            "failed" => Said::Failed,
            only => Said::Only(only.strip_prefix("only-")?.parse().ok()?),
        })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_is_what_was_meant() {
        for said in [
            Said::Added(None),
            Said::Changed,
            Said::Only(3),
            Said::SoldOut,
            Said::Unknown,
            Said::Failed,
        ] {
            assert_eq!(Said::from_query(&said.to_query()), Some(said));
        }
    }

    #[test]
    fn an_address_cannot_put_words_into_our_mouth() {
        assert_eq!(Said::from_query("only-call 555"), None);
        assert_eq!(Said::from_query("<b>"), None);
    }

    #[test]
    fn what_was_not_done_is_not_said_to_be() {
        let added = Said::Added(None);
        assert_eq!(added.clone().unless(CartOutcome::Done), added);
        assert_eq!(
            added.clone().unless(CartOutcome::OnlySoMany(2)),
            Said::Only(2)
        );
        assert_eq!(added.unless(CartOutcome::SoldOut), Said::SoldOut);
    }
}
