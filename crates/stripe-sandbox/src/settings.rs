//! What a test may change while the sandbox runs. It starts as configured, and is not kept.

use crate::config::Config;

/// What a test may change while the sandbox runs.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Settings {
    /// Whether card tokens on charges are refused, as Stripe refuses them to newer accounts.
    pub(crate) refuse_card_tokens: bool,
}

impl Settings {
    /// The settings that the sandbox starts with.
    pub(crate) fn of(config: &Config) -> Self {
        Self {
            refuse_card_tokens: config.refuse_card_tokens,
        }
    }
}
