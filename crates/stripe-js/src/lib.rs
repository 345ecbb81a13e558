#![doc = include_str!("../README.md")]

mod appearance;
mod billing_details;
mod client_secret;
mod confirm_card_payment;
mod confirm_payment;
mod create_cvc_token;
mod create_payment_method;
mod create_token;
mod elements;
mod error;
mod handle_card_action;
mod handle_next_action;
mod js;
mod load;
mod options;
mod payment_intent;
mod publishable_key;
mod read;
mod retrieve_payment_intent;
mod stripe;

pub use appearance::{Appearance, Inputs, Labels, Theme, Variable};
pub use billing_details::{Address, BillingDetails};
pub use client_secret::{
    ClientSecret, InvalidClientSecret, InvalidSetupClientSecret, SetupClientSecret,
};
pub use confirm_card_payment::CardPayment;
pub use confirm_payment::ConfirmPayment;
pub use create_cvc_token::CvcToken;
pub use create_payment_method::{CardSummary, PaymentMethod, PaymentMethodSource};
pub use create_token::Token;
pub use elements::{
    AddressChange, AddressElement, AddressMode, AddressOptions, AddressValue, CardCvcElement,
    CardCvcOptions, CardElement, CardExpiryElement, CardExpiryOptions, CardNumberElement,
    CardNumberOptions, CardOptions, Change, Deferred, DeferredMode, Element, ElementKind, Elements,
    ElementsConfig, ElementsUpdate, FieldError, FieldStyle, FieldUpdate, Layout, PaymentChange,
    PaymentElement, PaymentOptions, PaymentUpdate, Presentation, SetupFutureUsage, Variant, kind,
};
pub use error::{ErrorKind, Failure, StripeJsError};
pub use load::{LoadError, load};
pub use payment_intent::{PaymentIntent, PaymentIntentStatus};
pub use publishable_key::{KeyError, PublishableKey};
pub use stripe::Stripe;
