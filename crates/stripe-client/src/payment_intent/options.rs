//! Parameters that several operations on payment intents share.

use crate::form::Form;
use crate::wire_enum::closed_enum;
use crate::{CvcTokenId, TokenId};

closed_enum! {
    /// When the money is taken.
    CaptureMethod {
        /// At once.
        Automatic = "automatic",
        /// At once, though the answer may come before it is done.
        AutomaticAsync = "automatic_async",
        /// When the shop says so.
        Manual = "manual",
    }
}

closed_enum! {
    /// How the payment method will be used later.
    SetupFutureUsage {
        /// Without the customer being there.
        OffSession = "off_session",
        /// With the customer being there.
        OnSession = "on_session",
    }
}

closed_enum! {
    /// When the customer is asked to authenticate.
    RequestThreeDSecure {
        /// Whenever the card can.
        Any = "any",
        /// When Stripe's rules or the bank ask for it.
        Automatic = "automatic",
        /// Whenever the card can, preferably with a challenge.
        Challenge = "challenge",
    }
}

closed_enum! {
    /// Whether ways to pay that send the customer elsewhere are offered.
    AllowRedirects {
        /// They are.
        Always = "always",
        /// They are not.
        Never = "never",
    }
}

/// Which ways to pay an intent accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentMethodChoice {
    /// The ones named, such as `card`.
    Types(Vec<String>),
    /// Those that the owner switched on in Stripe's dashboard.
    Automatic {
        /// Whether those with a redirect count.
        allow_redirects: AllowRedirects,
    },
}

impl PaymentMethodChoice {
    /// Cards only.
    #[must_use]
    pub fn card() -> Self {
        Self::Types(vec!["card".to_owned()])
    }

    pub(crate) fn write(&self, form: &mut Form) {
        match self {
            Self::Types(types) => form.put_list("payment_method_types", types),
            Self::Automatic { allow_redirects } => {
                form.put("automatic_payment_methods[enabled]", true);
                form.put(
                    "automatic_payment_methods[allow_redirects]",
                    allow_redirects,
                );
            }
        }
    }
}

/// Options for paying by card.
#[derive(Clone, Default)]
pub struct CardOptions {
    /// Token of a CVC that the customer typed again for a saved card; serves once.
    pub cvc_token: Option<CvcTokenId>,
    /// When to authenticate; Stripe decides when this is empty.
    pub request_three_d_secure: Option<RequestThreeDSecure>,
    /// Overrides the intent's own setting for cards.
    pub setup_future_usage: Option<SetupFutureUsage>,
}

impl CardOptions {
    pub(super) fn write(&self, form: &mut Form) {
        let key = |name: &str| format!("payment_method_options[card][{name}]");
        form.put_some(&key("cvc_token"), self.cvc_token.as_ref());
        form.put_some(&key("request_three_d_secure"), self.request_three_d_secure);
        form.put_some(&key("setup_future_usage"), self.setup_future_usage);
    }
}

/// Makes a payment method of a card's token in the same call.
pub(super) fn write_card_token(form: &mut Form, token: Option<&TokenId>) {
    if let Some(token) = token {
        form.put("payment_method_data[type]", "card");
        form.put("payment_method_data[card][token]", token);
    }
}
