//! Elements: the fields that Stripe.js draws in frames of its own. A group, and a file for each kind.

mod address;
mod card;
mod card_cvc;
mod card_expiry;
mod card_number;
mod change;
mod config;
mod element;
mod payment;
mod style;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

pub use address::{AddressChange, AddressElement, AddressMode, AddressOptions, AddressValue};
pub use card::{CardElement, CardOptions, FieldUpdate};
pub use card_cvc::{CardCvcElement, CardCvcOptions};
pub use card_expiry::{CardExpiryElement, CardExpiryOptions};
pub use card_number::{CardNumberElement, CardNumberOptions};
pub use change::{Change, FieldError};
pub use config::{
    Deferred, DeferredMode, ElementsConfig, ElementsUpdate, Presentation, SetupFutureUsage,
};
pub use element::{Element, ElementKind};
pub use payment::{Layout, PaymentChange, PaymentElement, PaymentOptions, PaymentUpdate};
pub use style::{FieldStyle, Variant};

use crate::StripeJsError;
use crate::js::JsElements;
use crate::read::text;
use crate::stripe::settle;

/// The kinds of Elements, as types.
pub mod kind {
    pub use super::address::Address;
    pub use super::card::Card;
    pub use super::card_cvc::CardCvc;
    pub use super::card_expiry::CardExpiry;
    pub use super::card_number::CardNumber;
    pub use super::payment::Payment;
}

/// A group of Elements that serve one payment.
#[derive(Clone)]
pub struct Elements {
    pub(crate) js: JsElements,
}

impl Elements {
    /// Makes an Element, to be mounted. A group has one of a kind at most.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js does not take the options, or there is one already.
    pub fn create<K: ElementKind>(
        &self,
        options: &K::Options,
    ) -> Result<Element<K>, StripeJsError> {
        let options = K::options_to_js(options);
        let js = self
            .js
            .create(K::NAME, &options)
            .map_err(|thrown| StripeJsError::thrown(&thrown))?;
        Ok(Element::new(js))
    }

    /// Checks what was typed into a Payment Element and gathers it. Call it first thing when the customer presses Pay.
    /// Answers which sort of payment method was chosen, where Stripe.js tells.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when something is wrong or missing; the Element shows it.
    pub async fn submit(&self) -> Result<Option<String>, StripeJsError> {
        let result = settle(self.js.submit()).await?;
        Ok(text(&result, "selectedPaymentMethod"))
    }

    /// Changes what the group was opened with. Resolves when its Elements have taken it.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js does not take the change.
    pub async fn update(&self, update: &ElementsUpdate) -> Result<(), StripeJsError> {
        let thrown = |value: JsValue| StripeJsError::thrown(&value);
        let answer = self.js.update(&update.options().to_js()).map_err(thrown)?;
        let done = js_sys::Promise::resolve(&answer);
        JsFuture::from(done).await.map_err(thrown)?;
        Ok(())
    }

    /// Reads the intent anew, after the server has changed it.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when Stripe could not be asked.
    pub async fn fetch_updates(&self) -> Result<(), StripeJsError> {
        settle(self.js.fetch_updates()).await?;
        Ok(())
    }
}
