//! What a customer is told after a change of the cart.

use commerce::cart::CartOutcome;
use words::Locale;

/// One sentence about the last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Silence.
    Nothing,
    /// Put in: this title, where it is known.
    Added(Option<String>),
    /// Taken out.
    Removed,
    /// Another quantity.
    Changed,
    /// Only so many could be put in.
    Only(u32),
    /// None could be put in.
    SoldOut,
    /// Not sold here.
    Unknown,
    /// The shop could not do it.
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
            Said::Nothing => String::new(),
            Said::Added(Some(title)) => words.cart_added(title),
            Said::Added(None) => words.cart_added_plain().to_owned(),
            Said::Removed => words.cart_removed().to_owned(),
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
            Said::Nothing | Said::Changed => "visually-hidden",
            Said::Added(_) | Said::Removed => "notice success",
            Said::Only(_) | Said::SoldOut | Said::Unknown => "notice warning",
            Said::Failed => "notice error",
        }
    }

    /// The cart page that says it, for browsers that sent a plain form. Titles are left out: an address can be made up
    /// by anyone, and a sentence with another's words in it is not ours.
    pub(super) fn address(&self) -> String {
        match self {
            Said::Nothing => "/cart".to_owned(),
            Said::Added(_) => "/cart?said=added".to_owned(),
            Said::Removed => "/cart?said=removed".to_owned(),
            Said::Changed => "/cart?said=changed".to_owned(),
            Said::Only(left) => format!("/cart?said=only-{left}"),
            Said::SoldOut => "/cart?said=sold-out".to_owned(),
            Said::Unknown => "/cart?said=unknown".to_owned(),
            Said::Failed => "/cart?said=failed".to_owned(),
        }
    }

    /// Reads the value of `said` in [`Said::address`].
    pub(super) fn from_query(text: &str) -> Said {
        match text {
            "added" => Said::Added(None),
            "removed" => Said::Removed,
            "changed" => Said::Changed,
            "sold-out" => Said::SoldOut,
            "unknown" => Said::Unknown,
            "failed" => Said::Failed,
            only => only
                .strip_prefix("only-")
                .and_then(|left| left.parse().ok())
                .map_or(Said::Nothing, Said::Only),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_is_what_was_meant() {
        for said in [
            Said::Added(None),
            Said::Removed,
            Said::Changed,
            Said::Only(3),
            Said::SoldOut,
            Said::Unknown,
            Said::Failed,
        ] {
            let address = said.address();
            let value = address
                .strip_prefix("/cart?said=")
                .expect("an address that says");
            assert_eq!(Said::from_query(value), said);
        }
    }

    #[test]
    fn an_address_cannot_put_words_into_our_mouth() {
        assert_eq!(Said::from_query("only-call 555"), Said::Nothing);
        assert_eq!(Said::from_query("<b>"), Said::Nothing);
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
