//! Parameters that several operations on payment intents share.

use crate::form::Form;
use crate::wire_enum::closed_enum;

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

    pub(super) fn write(&self, form: &mut Form) {
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
    pub cvc_token: Option<String>,
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

/// A postal address.
#[derive(Clone, Default)]
pub struct Address {
    /// Street and number, or a P.O. box.
    pub line1: Option<String>,
    /// Flat, floor, building.
    pub line2: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// County, province, region.
    pub state: Option<String>,
    /// ZIP or postal code.
    pub postal_code: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
}

/// Where the goods go.
#[derive(Clone)]
pub struct Shipping {
    /// Who receives them.
    pub name: String,
    /// Where.
    pub address: Address,
    /// Telephone number, extension included.
    pub phone: Option<String>,
}

impl Shipping {
    pub(super) fn write(&self, form: &mut Form) {
        form.put("shipping[name]", &self.name);
        form.put_some("shipping[phone]", self.phone.as_ref());
        let address = &self.address;
        for (name, value) in [
            ("line1", &address.line1),
            ("line2", &address.line2),
            ("city", &address.city),
            ("state", &address.state),
            ("postal_code", &address.postal_code),
            ("country", &address.country),
        ] {
            form.put_some(&format!("shipping[address][{name}]"), value.as_ref());
        }
    }
}
