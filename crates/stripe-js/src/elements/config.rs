//! What a group of Elements is opened for, and how it looks.

use crate::options::{Options, Value};
use crate::{Appearance, ClientSecret};

/// What a group of Elements is opened for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ElementsConfig {
    /// An intent that is there already.
    Intent {
        /// The intent's client secret.
        client_secret: ClientSecret,
    },
    /// An intent that the server makes when the customer presses Pay.
    Deferred(Deferred),
    /// Card Elements, which need to know of no intent.
    Plain,
}

/// What is known of an intent before it is there. It has to agree with the intent that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deferred {
    /// What for, and how much.
    pub mode: DeferredMode,
    /// Payment methods are made by [`create_payment_method`](crate::Stripe::create_payment_method), and the server
    /// confirms.
    pub payment_method_creation_manual: bool,
    /// The ways to pay, such as `card`; those switched on in Stripe's dashboard when empty.
    pub payment_method_types: Vec<String>,
    /// Keeps the payment method on the customer for later.
    pub setup_future_usage: Option<SetupFutureUsage>,
    /// The money is taken later than it is authorised.
    pub capture_manual: bool,
}

impl Deferred {
    /// A payment of `amount` smallest units of `currency` (three letters).
    #[must_use]
    pub fn payment(amount: i64, currency: &str) -> Self {
        Self {
            mode: DeferredMode::Payment {
                amount,
                currency: currency.to_ascii_lowercase(),
            },
            payment_method_creation_manual: false,
            payment_method_types: Vec::new(),
            setup_future_usage: None,
            capture_manual: false,
        }
    }
}

/// What an intent to come is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeferredMode {
    /// A payment.
    Payment {
        /// In the smallest unit of the currency.
        amount: i64,
        /// Three letters, lower case.
        currency: String,
    },
    /// The first payment of a subscription.
    Subscription {
        /// In the smallest unit of the currency.
        amount: i64,
        /// Three letters, lower case.
        currency: String,
    },
    /// Keeping a payment method, without a payment.
    Setup {
        /// Three letters, lower case; decides which ways to pay are offered.
        currency: Option<String>,
    },
}

/// How a payment method will be used later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupFutureUsage {
    /// With the customer being there.
    OnSession,
    /// Without the customer being there.
    OffSession,
}

/// How a group of Elements looks and speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// IETF language tag; the browser's language when empty.
    pub locale: Option<String>,
    /// The look. Card Elements have a style of their own instead.
    pub appearance: Option<Appearance>,
    /// Absolute addresses of style sheets with `@font-face` rules, since frames do not see the page's fonts.
    pub font_style_sheets: Vec<String>,
}

impl Presentation {
    fn add_to(&self, options: Options) -> Options {
        let fonts: Vec<Value> = self
            .font_style_sheets
            .iter()
            .map(|address| Options::new().with("cssSrc", address).into())
            .collect();
        options
            .with_some("locale", self.locale.as_ref())
            .with_some(
                "appearance",
                self.appearance.as_ref().map(Appearance::options),
            )
            .with_some("fonts", (!fonts.is_empty()).then_some(Value::List(fonts)))
    }
}

impl ElementsConfig {
    pub(crate) fn options(&self, presentation: &Presentation) -> Options {
        let options = match self {
            Self::Plain => Options::new(),
            Self::Intent { client_secret } => {
                Options::new().with("clientSecret", client_secret.expose())
            }
            Self::Deferred(deferred) => deferred.options(),
        };
        presentation.add_to(options)
    }
}

impl Deferred {
    fn options(&self) -> Options {
        let options = match &self.mode {
            DeferredMode::Payment { amount, currency } => Options::new()
                .with("mode", "payment")
                .with("amount", *amount)
                .with("currency", currency),
            DeferredMode::Subscription { amount, currency } => Options::new()
                .with("mode", "subscription")
                .with("amount", *amount)
                .with("currency", currency),
            DeferredMode::Setup { currency } => Options::new()
                .with("mode", "setup")
                .with_some("currency", currency.as_ref()),
        };
        let types = &self.payment_method_types;
        let usage = self.setup_future_usage.map(|usage| match usage {
            SetupFutureUsage::OnSession => "on_session",
            SetupFutureUsage::OffSession => "off_session",
        });
        options
            .with_some(
                "paymentMethodCreation",
                self.payment_method_creation_manual.then_some("manual"),
            )
            .with_some(
                "paymentMethodTypes",
                (!types.is_empty()).then_some(types.as_slice()),
            )
            .with_some("setupFutureUsage", usage)
            .with_some("captureMethod", self.capture_manual.then_some("manual"))
    }
}

/// What may change while a group of Elements is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ElementsUpdate {
    /// In the smallest unit of the currency; for deferred intents.
    pub amount: Option<i64>,
    /// Three letters, lower case; for deferred intents.
    pub currency: Option<String>,
    /// IETF language tag.
    pub locale: Option<String>,
    /// The look, as when the customer switches to dark.
    pub appearance: Option<Appearance>,
}

impl ElementsUpdate {
    pub(crate) fn options(&self) -> Options {
        Options::new()
            .with_some("amount", self.amount)
            .with_some("currency", self.currency.as_ref())
            .with_some("locale", self.locale.as_ref())
            .with_some(
                "appearance",
                self.appearance.as_ref().map(Appearance::options),
            )
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Theme;

    fn options(config: &ElementsConfig) -> Options {
        config.options(&Presentation::default())
    }

    #[test]
    fn a_group_is_for_an_intent_or_deferred_or_plain() {
        assert!(options(&ElementsConfig::Plain).is_empty());

        let client_secret = ClientSecret::parse("pi_1_secret_2").unwrap();
        let intent = options(&ElementsConfig::Intent { client_secret });
        assert_eq!(intent, Options::new().with("clientSecret", "pi_1_secret_2"));

        let deferred = ElementsConfig::Deferred(Deferred {
            payment_method_creation_manual: true,
            payment_method_types: vec!["card".to_owned()],
            setup_future_usage: Some(SetupFutureUsage::OffSession),
            capture_manual: true,
            ..Deferred::payment(1999, "EUR")
        });
        let expected = Options::new()
            .with("mode", "payment")
            .with("amount", 1999)
            .with("currency", "eur")
            .with("paymentMethodCreation", "manual")
            .with("paymentMethodTypes", ["card".to_owned()].as_slice())
            .with("setupFutureUsage", "off_session")
            .with("captureMethod", "manual");
        assert_eq!(options(&deferred), expected);
    }

    #[test]
    fn setting_up_has_no_amount() {
        let setup = ElementsConfig::Deferred(Deferred {
            mode: DeferredMode::Setup { currency: None },
            ..Deferred::payment(0, "eur")
        });
        assert_eq!(options(&setup), Options::new().with("mode", "setup"));
    }

    #[test]
    fn a_presentation_comes_with_any_of_them() {
        let presentation = Presentation {
            locale: Some("de".to_owned()),
            appearance: Some(Appearance::new(Theme::Flat)),
            font_style_sheets: vec!["https://shop.example/fonts.css".to_owned()],
        };
        let font = Options::new().with("cssSrc", "https://shop.example/fonts.css");
        let expected = Options::new()
            .with("locale", "de")
            .with("appearance", Options::new().with("theme", "flat"))
            .with("fonts", Value::List(vec![font.into()]));
        assert_eq!(ElementsConfig::Plain.options(&presentation), expected);
    }

    #[test]
    fn an_update_names_only_what_changes() {
        let update = ElementsUpdate {
            amount: Some(2099),
            ..ElementsUpdate::default()
        };
        assert_eq!(update.options(), Options::new().with("amount", 2099));
    }

    #[test]
    fn debug_shows_no_client_secret() {
        let client_secret = ClientSecret::parse("pi_1_secret_hidden").unwrap();
        let shown = format!("{:?}", ElementsConfig::Intent { client_secret });
        assert!(!shown.contains("hidden"));
    }
}
