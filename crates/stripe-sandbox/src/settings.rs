//! What a test may change while the sandbox runs. It starts as configured, and is not kept.

use crate::cards::{Card, Decline};
use crate::config::Config;

/// What a test may change while the sandbox runs.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Settings {
    /// Whether card tokens on charges are refused, as Stripe refuses them to newer accounts.
    pub(crate) refuse_card_tokens: bool,
    /// Whether a charge is declined whose security code the issuer found wrong. An account of Stripe's has it as
    /// `settings.card_payments.decline_on.cvc_failure`, and a new account does decline.
    pub(crate) decline_on_cvc_failure: bool,
}

impl Settings {
    /// The settings that the sandbox starts with.
    pub(crate) fn of(config: &Config) -> Self {
        Self {
            refuse_card_tokens: config.refuse_card_tokens,
            decline_on_cvc_failure: true,
        }
    }

    /// What the account's rules make of the issuer's checks of a card that is charged.
    pub(crate) fn decline_by_rule(&self, charged: &Card) -> Option<Decline> {
        let failed = charged.cvc_check(true) == Some("fail");
        (failed && self.decline_on_cvc_failure).then_some(Decline::IncorrectCvc)
    }
}
